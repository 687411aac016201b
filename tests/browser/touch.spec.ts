import { expect, test } from './laboratory';

test.skip(({ hasTouch }) => !hasTouch, 'needs a touch screen');

/** A finger that comes down, moves and lifts. */
async function swipe(
  page: import('@playwright/test').Page,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: string, points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
  await send('touchStart', [{ x: from[0], y: from[1] }]);
  for (let step = 1; step <= 10; step++) {
    const t = step / 10;
    await send('touchMove', [{ x: from[0] + t * (to[0] - from[0]), y: from[1] + t * (to[1] - from[1]) }]);
  }
  await send('touchEnd', []);
  await session.detach();
}

test('a finger moves a slider', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  const slider = lab.share('EC');
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox()) as { x: number; y: number; width: number; height: number };
  const y = box.y + box.height / 2;
  await swipe(page, [box.x + 12 + 0.3 * (box.width - 24), y], [box.x + 12 + 0.6 * (box.width - 24), y]);
  const [ec, emc] = (await lab.amounts('EC', 'EMC')) as [number, number];
  expect(Math.abs(ec - 60)).toBeLessThanOrEqual(6);
  expect(ec + emc).toBeCloseTo(100, 6);
  await lab.kappaAfter(before);
});

test('a finger moves the point on the map, a tap sets it, a vertical swipe over a curve only scrolls', async ({
  lab,
  page,
}) => {
  await lab.open('mix=EC:30;DMC:30;EMC:40');
  const point = page.getByRole('slider', { name: 'Composition on the map' });
  await expect(point).toBeVisible();
  const canvas = page.locator('.map canvas');
  await canvas.scrollIntoViewIfNeeded();
  const from = (await point.boundingBox()) as { x: number; y: number; width: number; height: number };
  const map = (await canvas.boundingBox()) as { x: number; y: number; width: number; height: number };
  await swipe(
    page,
    [from.x + from.width / 2, from.y + from.height / 2],
    [map.x + map.width / 2, map.y + 0.3 * map.height],
  );
  await expect.poll(async () => (await lab.amounts('EC'))[0]).toBeGreaterThan(60);

  await page.touchscreen.tap(map.x + map.width / 2, map.y + 0.9 * map.height);
  await expect.poll(async () => (await lab.amounts('EC'))[0]).toBeLessThan(15);

  const chart = page.locator('.chart-temperature .plot-area');
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number };
  const middle = box.x + 0.8 * box.width;
  await swipe(page, [middle, box.y + box.height - 20], [middle, box.y - 160]);
  await expect(page.getByRole('textbox', { name: 'Temperature', exact: true })).toHaveValue('25');
});
