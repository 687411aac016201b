/**
 * The map's colours: viridis (S. van der Walt and N. Smith, CC0), perceptually uniform and readable with any
 * colour vision, sampled at eleven points.
 */
const anchors = [
  0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26,
  0xfde725,
];

/** Red, green and blue, 0 to 255, for `t` from 0 to 1. */
export function viridis(t: number): [number, number, number] {
  const place = Math.min(Math.max(t, 0), 1) * (anchors.length - 1);
  const i = Math.min(Math.floor(place), anchors.length - 2);
  const mix = (shift: number) => {
    const low = ((anchors[i] as number) >> shift) & 255;
    const high = ((anchors[i + 1] as number) >> shift) & 255;
    return Math.round(low + (place - i) * (high - low));
  };
  return [mix(16), mix(8), mix(0)];
}

/** Whether dark ink reads better than light on this colour of the map. */
export const needsDarkInk = (t: number): boolean => t > 0.62;
