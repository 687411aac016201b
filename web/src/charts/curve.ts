/** Reading a sampled curve: between its points, and along its runs of one domain state. */

/** The value at `at`, linear between points that are evenly spaced; the ends hold beyond them. */
export function interpolate(x: Float64Array, y: Float64Array, at: number): number {
  const last = x.length - 1;
  const [low, high] = [x[0] as number, x[last] as number];
  const place = Math.min(Math.max(((at - low) / (high - low || 1)) * last, 0), last);
  const i = Math.min(Math.floor(place), last - 1);
  const t = place - i;
  return (1 - t) * (y[i] as number) + t * (y[i + 1] as number);
}

/** First and last index of every run of `state`. */
export function runs(domain: Uint8Array, state: number): [number, number][] {
  const found: [number, number][] = [];
  domain.forEach((value, i) => {
    const last = found.at(-1);
    if (value !== state) return;
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}
