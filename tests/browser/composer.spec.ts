import { expect, test } from './laboratory';

test('shows a prediction of the default electrolyte on load', async ({ lab, page }) => {
  await lab.open();
  expect(await lab.amounts('EC', 'EMC', 'LiPF6')).toEqual([30, 70, 1]);
  const kappa = await lab.kappa();
  expect(kappa).toBeGreaterThan(7);
  expect(kappa).toBeLessThan(11);
  const interval = await page.locator('.interval-text').textContent();
  const [low, high] = (interval ?? '').split('–').map(Number) as [number, number];
  expect(low).toBeLessThan(kappa);
  expect(high).toBeGreaterThan(kappa);
  await expect(page.locator('.readout .badge')).toHaveText('Known ground');
  await expect(page.getByText('These numbers are a model’s predictions')).toBeVisible();
  await expect(page.getByRole('link', { name: 'CALiSol-23' })).toHaveAttribute(
    'href',
    'https://doi.org/10.1038/s41597-024-03575-8',
  );
});

test('a dragged slider changes the number while it moves and the others with it', async ({ lab, page }) => {
  await lab.open('mix=EC:30;DMC:30;EMC:40');
  const before = await lab.kappa();
  const slider = lab.share('EC');
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox()) as { x: number; y: number; width: number; height: number };
  const at = (fraction: number) =>
    [box.x + 12 + fraction * (box.width - 24), box.y + box.height / 2] as const;
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.9), { steps: 8 });
  // Still held down.
  const during = await lab.kappaAfter(before);
  const [ec, dmc, emc] = (await lab.amounts('EC', 'DMC', 'EMC')) as [number, number, number];
  expect(Math.abs(ec - 90)).toBeLessThanOrEqual(2);
  expect(ec + dmc + emc).toBeCloseTo(100, 6);
  expect(dmc / emc).toBeCloseTo(30 / 40, 2);
  await page.mouse.move(...at(0.1), { steps: 8 });
  await lab.kappaAfter(during);
  await page.mouse.up();
});

test('dragging to the end and back in one go restores the ratios', async ({ lab, page }) => {
  await lab.open('mix=EC:30;DMC:30;EMC:40');
  const slider = lab.share('EC');
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox()) as { x: number; y: number; width: number; height: number };
  const at = (fraction: number) =>
    [box.x + 12 + fraction * (box.width - 24), box.y + box.height / 2] as const;
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  await page.mouse.move(...at(1), { steps: 5 });
  await expect(lab.amount('EC')).toHaveValue('100');
  await page.mouse.move(...at(0.3), { steps: 5 });
  await page.mouse.up();
  expect(await lab.amounts('EC', 'DMC', 'EMC')).toEqual([30, 30, 40]);
});

test('a locked solvent never moves', async ({ lab }) => {
  await lab.open('mix=EC:30;DMC:30;EMC:40');
  await lab.button('Lock DMC').click();
  await expect(lab.share('DMC')).toBeDisabled();
  await lab.dragSlider(lab.share('EC'), 0.95);
  // No more than the lock leaves.
  expect(await lab.amounts('EC', 'DMC', 'EMC')).toEqual([70, 30, 0]);
  await lab.button('Lock EC').click();
  await lab.button('Lock DMC').click();
  await lab.dragSlider(lab.share('DMC'), 0.1);
  const [ec, dmc, emc] = (await lab.amounts('EC', 'DMC', 'EMC')) as [number, number, number];
  expect(ec).toBe(70);
  expect(dmc + emc).toBeCloseTo(30, 6);
});

test('typed amounts are kept as typed until one asks for 100 %', async ({ lab, page }) => {
  await lab.open();
  await lab.amount('EC').fill('50');
  await lab.amount('EC').press('Enter');
  expect(await lab.amounts('EC', 'EMC')).toEqual([50, 70]);
  await expect(
    page.getByText('The amounts sum to 120, not 100. The prediction uses their ratios.'),
  ).toBeVisible();
  const inParts = await lab.kappa();
  await lab.button('Make it 100 %').click();
  expect(await lab.amounts('EC', 'EMC')).toEqual([41.67, 58.33]);
  await expect(page.getByText('The shares sum to 100 %.')).toBeVisible();
  expect(await lab.kappa()).toBeCloseTo(inParts, 1);
});

test('numbers may be typed with a comma or a per cent sign; anything else gets a message', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.amount('EC').fill('29,5 %');
  await lab.amount('EMC').fill('70.5');
  await lab.amount('EMC').press('Tab');
  await expect(page.getByText('The shares sum to 100 %.')).toBeVisible();
  const before = await lab.kappa();
  await lab.amount('EMC').fill('lots');
  await expect(page.getByText('Please give one number from 0 to 10000.')).toBeVisible();
  await expect(lab.amount('EMC')).toHaveAttribute('aria-invalid', 'true');
  expect(await lab.kappa()).toBe(before);
  await lab.amount('EMC').press('Escape');
  await expect(lab.amount('EMC')).toHaveValue('70.5');
  await expect(page.getByText('Please give one number')).toBeHidden();
});

test('another basis shows the same mixture in other numbers, and going back gives the old ones', async ({
  lab,
  page,
}) => {
  await lab.open();
  const before = await lab.kappa();
  await page.getByRole('radio', { name: 'mole' }).check({ force: true });
  await expect(lab.amount('EC')).not.toHaveValue('30');
  const [ec, emc] = (await lab.amounts('EC', 'EMC')) as [number, number];
  // Molar masses 88.06 and 104.10 g/mol.
  expect(ec).toBeCloseTo((100 * 30) / 88.06 / (30 / 88.06 + 70 / 104.1), 1);
  expect(ec + emc).toBeCloseTo(100, 6);
  await lab.link(/basis=mole/);
  expect(Math.abs((await lab.kappa()) - before)).toBeLessThan(0.02);
  await page.getByRole('radio', { name: 'mass' }).check({ force: true });
  await expect(lab.amount('EC')).toHaveValue('30');
  await expect(lab.amount('EMC')).toHaveValue('70');
});

test('the salt unit converts the amount', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  await page.getByRole('radio', { name: 'mol/l' }).check({ force: true });
  await lab.link(/LiPF6:1\.\d+M/);
  const [molar] = (await lab.amounts('LiPF6')) as [number];
  expect(molar).toBeGreaterThan(1);
  expect(molar).toBeLessThan(1.3);
  expect(Math.abs((await lab.kappa()) - before)).toBeLessThan(0.02);
  await page.getByRole('radio', { name: 'mol/kg' }).check({ force: true });
  await expect(lab.amount('LiPF6')).toHaveValue('1');
});

test('the temperature shows kelvins beside degrees and raises the conductivity', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  const field = page.getByRole('textbox', { name: 'Temperature', exact: true });
  await field.fill('40');
  await field.press('Enter');
  await expect(page.locator('.view-electrolyte').getByText('313.15 K')).toBeVisible();
  expect(await lab.kappaAfter(before)).toBeGreaterThan(before);
});

test('without salt nothing conducts', async ({ lab, page }) => {
  await lab.open();
  await lab.amount('LiPF6').fill('0');
  await expect(lab.kappaText).toHaveText('0');
  await expect(page.locator('.readout .badge')).toBeVisible();
});

test('presets replace the mixture and undo brings it back', async ({ lab, page }) => {
  await lab.open();
  const presets = page.getByRole('combobox', { name: 'Start from' });
  const names = await presets.locator('option').allTextContents();
  expect(names.length).toBeGreaterThan(6);
  const before = await lab.kappa();
  await presets.selectOption({ label: 'PC, 1 m LiBF4' });
  await expect(lab.amount('PC')).toHaveValue('100');
  await lab.kappaAfter(before);
  await expect(lab.share('PC')).toBeDisabled();
  await lab.button('Undo').first().click();
  await expect(lab.amount('EMC')).toHaveValue('70');
  await expect(presets).toHaveValue('0');
  await lab.button('Redo').click();
  await expect(lab.amount('PC')).toHaveValue('100');
});

test('every preset is understood and predicted', async ({ lab, page }) => {
  await lab.open();
  const presets = page.getByRole('combobox', { name: 'Start from' });
  const names = (await presets.locator('option').allTextContents()).slice(1);
  for (const label of names) {
    await presets.selectOption({ label });
    await expect(presets.locator('option:checked')).toHaveText(label);
    await expect(lab.kappaText).toHaveText(/^\d/);
    await expect(page.locator('.readout .badge')).not.toHaveText('No prediction');
  }
});

test('solvents can be added and removed', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Add a solvent').click();
  await page.getByRole('combobox', { name: 'Find a solvent' }).fill('dimethyl carb');
  await lab.match(/^DMC/).click();
  await expect(lab.amount('DMC')).toHaveValue('33.33');
  const [ec, dmc, emc] = (await lab.amounts('EC', 'DMC', 'EMC')) as [number, number, number];
  expect(ec + dmc + emc).toBeCloseTo(100, 6);
  expect(ec / emc).toBeCloseTo(30 / 70, 3);
  await lab.button('Remove EC').click();
  await expect(lab.amount('EC')).toHaveCount(0);
  await lab.button('Remove EMC').click();
  await expect(lab.amount('DMC')).toHaveValue('100');
  await expect(lab.button('Remove DMC')).toBeDisabled();
});

test('reading out: what the mixture is in other units and what the law was given', async ({ lab, page }) => {
  await lab.open();
  await page.getByText('The same mixture in other units').click();
  const row = page.getByRole('row', { name: /^EC/ }).first();
  await expect(row).toContainText('30');
  await expect(page.getByText(/Salt 1 mol\/kg of solvent, about 1\.\d+ mol\/l/)).toBeVisible();
});
