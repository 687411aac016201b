/** Runs work for the newest wish only: one that was overtaken while it waited is never begun. */
export function newestOnly<T>(work: (wish: T, overtaken: () => boolean) => Promise<void>): (wish: T) => void {
  let next: { wish: T } | null = null;
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    while (next) {
      const { wish } = next;
      next = null;
      await work(wish, () => next !== null);
    }
    running = false;
  };
  return (wish) => {
    next = { wish };
    void run();
  };
}
