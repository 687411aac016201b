/** Line icons on a 20 × 20 grid; decorative, so hidden from screen readers. */
import { svg } from './dom.js';

const paths = {
  lock: 'M6 9V6.5a4 4 0 0 1 8 0V9M4.5 9h11v7.5h-11z',
  unlocked: 'M6 9V6.5a4 4 0 0 1 7.6-1.7M4.5 9h11v7.5h-11z',
  limits: 'M4 4v12M16 4v12M7 10h6M7 10l2-2M7 10l2 2M13 10l-2-2M13 10l-2 2',
  remove: 'M5 5l10 10M15 5L5 15',
  add: 'M10 4v12M4 10h12',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5',
  redo: 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-3.5-3.5M16 8l-3.5 3.5',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1',
  code: 'M7.5 4C5.5 4 6 6 6 7.5S5.5 10 4 10c1.5 0 2 1 2 2.5S5.5 16 7.5 16M12.5 4c2 0 1.5 2 1.5 3.5s.5 2.5 2 2.5c-1.5 0-2 1-2 2.5s.5 3.5-1.5 3.5',
  theme: 'M10 3.5a6.5 6.5 0 1 0 0 13zM10 3.5a6.5 6.5 0 0 1 0 13',
  swap: 'M5 8l5 5 5-5',
  exchange: 'M7 16V4M7 4L4 7M7 4l3 3M13 4v12M13 16l-3-3M13 16l3-3',
  save: 'M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  up: 'M10 16V4M5 9l5-5 5 5',
  stop: 'M5.5 5.5h9v9h-9z',
  known: 'M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15zM6.5 10.2l2.5 2.5 4.5-5',
  caution: 'M10 3l8 14H2zM10 8v4.5M10 14.8v.2',
  outside: 'M6.8 2.5h6.4l4.3 4.3v6.4l-4.3 4.3H6.8l-4.3-4.3V6.8zM7 7l6 6M13 7l-6 6',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: paths[name] }),
  );
}
