import { expect, test } from './laboratory';

const three = 'mix=EC:30;DMC:30;EMC:40';

test('the point on the temperature curve can be dragged', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  const field = page.getByRole('textbox', { name: 'Temperature', exact: true });
  await lab.drag(page.locator('.chart-temperature .plot-area'), [0.6, 0.5], [0.8, 0.5]);
  await expect(field).not.toHaveValue('25');
  expect(Number(await field.inputValue())).toBeGreaterThan(25);
  expect(await lab.kappaAfter(before)).toBeGreaterThan(before);
  await expect(page.locator('.chart-temperature figcaption')).toContainText(/Rises from .* °C/);
});

test('the point on the salt curve moves by keys and tells its position', async ({ lab, page }) => {
  await lab.open();
  const handle = page.getByRole('slider', { name: 'Salt amount on the curve' });
  await handle.focus();
  await handle.press('ArrowRight');
  await expect(lab.amount('LiPF6')).toHaveValue('1.1');
  await expect(handle).toHaveAttribute('aria-valuetext', /^1\.1 mol\/kg, \d.* mS\/cm$/);
  await handle.press('Home');
  await expect(lab.amount('LiPF6')).toHaveValue('0');
  await expect(page.locator('.chart-salt figcaption')).toContainText(/Peaks at \d.* mol\/kg/);
});

test('a locked salt is not moved by its curve', async ({ lab, page }) => {
  await lab.open('lock=salt');
  await lab.drag(page.locator('.chart-salt .plot-area'), [0.5, 0.5], [0.8, 0.5]);
  await expect(lab.amount('LiPF6')).toHaveValue('1');
});

test('ground that the model was not trained on looks different and is told', async ({ lab, page }) => {
  await lab.open();
  await expect(page.locator('.chart-temperature .outside-area').first()).toBeVisible();
  await expect(page.locator('.chart-temperature figcaption')).toContainText('the model was not trained');
});

test('the bars say in words what raises and what lowers it', async ({ lab, page }) => {
  await lab.open();
  const effects = page.locator('.effect');
  await expect(effects).toHaveCount(4);
  await expect(effects.filter({ hasText: 'Temperature' })).toContainText(/raises it by 0\.\d+/);
  const words = await page.locator('.effect-words').allInnerTexts();
  for (const text of words) expect(text).toMatch(/raises it by|lowers it by|hardly changes it/);
});

test('the map appears with three solvents and goes with four', async ({ lab, page }) => {
  await lab.open();
  const point = page.getByRole('slider', { name: 'Composition on the map' });
  await expect(point).toBeHidden();
  await lab.button('Show me EC : DMC : EMC').click();
  await expect(point).toBeVisible();
  await expect(page.locator('.map figcaption')).toContainText(/Highest at .* mS\/cm/);
  await expect(page.locator('.arrow')).toHaveAttribute('d', /^M/);
  // The canvas shows more than one colour.
  const colours = await page.locator('.map canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const found = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 97) {
      if (data[i + 3] === 255)
        found.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    }
    return found.size;
  });
  expect(colours).toBeGreaterThan(20);
  await lab.button('Add a solvent').click();
  await page.getByRole('combobox', { name: 'Find a solvent' }).fill('PC');
  await lab.match(/^PC/).click();
  await expect(point).toBeHidden();
});

test('the point on the map can be dragged to a corner and moved by keys', async ({ lab, page }) => {
  await lab.open(three);
  const point = page.getByRole('slider', { name: 'Composition on the map' });
  await expect(point).toBeVisible();
  const before = await lab.kappa();
  const canvas = page.locator('.map canvas');
  await canvas.scrollIntoViewIfNeeded();
  const from = (await point.boundingBox()) as { x: number; y: number; width: number; height: number };
  const to = (await canvas.boundingBox()) as { x: number; y: number; width: number; height: number };
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y - 30, { steps: 10 });
  await page.mouse.up();
  expect(await lab.amounts('EC', 'DMC', 'EMC')).toEqual([100, 0, 0]);
  await lab.kappaAfter(before);
  await point.focus();
  await point.press('ArrowDown');
  expect(await lab.amounts('EC', 'DMC', 'EMC')).toEqual([99, 0.5, 0.5]);
  await point.press('ArrowLeft');
  await expect(lab.amount('EMC')).toHaveValue('0');
  await expect(point).toHaveAttribute('aria-valuetext', /EC 99 %, DMC 1 %, EMC 0 %/);
});

test('a locked solvent keeps its share on the map', async ({ lab, page }) => {
  await lab.open(`${three}&lock=1`);
  await expect(page.getByRole('slider', { name: 'Composition on the map' })).toBeVisible();
  await lab.drag(page.locator('.map canvas'), [0.5, 0.7], [0.9, 0.2]);
  const [ec, dmc, emc] = (await lab.amounts('EC', 'DMC', 'EMC')) as [number, number, number];
  expect(ec).toBe(30);
  expect(emc).toBeGreaterThan(60);
  expect(ec + dmc + emc).toBeCloseTo(100, 6);
});

test('the gradient is checked against finite differences', async ({ lab, page }) => {
  await lab.open('mix=EC:100;DMC:0;EMC:0');
  await lab.button('Check the gradient').click();
  const check = page.locator('.check');
  await expect(check).toContainText(/agree to 0\.\d+ % of the largest/);
  await expect(check.locator('tbody tr')).toHaveCount(5);
  // It was of the mixture as it was.
  await lab.amount('EC').fill('50');
  await expect(check).toBeHidden();
});
