/** Dragging a handle in an area with mouse, pen or finger, and tapping to set it. */

/** A finger has begun to drag, not to scroll, when it has gone this far sideways, in px. */
const slop = 8;

export interface DragOptions {
  area: HTMLElement;
  handle: HTMLElement;
  /** Where the pointer is, in px from the upper left corner of the area. */
  onMove(at: { x: number; y: number }): void;
  onEnd(): void;
}

export function followPointer({ area, handle, onMove, onEnd }: DragOptions): void {
  let began: { x: number; y: number } | null = null;
  let dragging = false;

  const move = (event: PointerEvent) => {
    const box = area.getBoundingClientRect();
    onMove({ x: event.clientX - box.left, y: event.clientY - box.top });
  };
  area.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    area.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    began = { x: event.clientX, y: event.clientY };
    const onHandle = event.target === handle;
    // A finger beside the handle may be about to scroll the page.
    dragging = onHandle || event.pointerType !== 'touch';
    if (dragging && !onHandle) move(event);
    event.preventDefault();
  });
  area.addEventListener('pointermove', (event) => {
    if (!began || !event.isPrimary) return;
    const across = Math.abs(event.clientX - began.x);
    const down = Math.abs(event.clientY - began.y);
    dragging ||= across > slop && across > down;
    if (dragging && across + down > 0) move(event);
  });
  area.addEventListener('pointerup', (event) => {
    if (!began || !event.isPrimary) return;
    const gone = Math.hypot(event.clientX - began.x, event.clientY - began.y);
    if (!dragging && gone <= slop) move(event);
  });
  area.addEventListener('lostpointercapture', () => {
    began = null;
    dragging = false;
    onEnd();
  });
}
