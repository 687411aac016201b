import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, type Laboratory, test } from './laboratory';

const question = 'view=design&mix=EC:30;EMC:40;DMC:30&goal=max:conductivity;min:viscosity*5';

async function open(lab: Laboratory, fragment = question): Promise<void> {
  await lab.page.goto(`./#${fragment}`);
  await expect(lab.kappaText).toHaveText(/\d/);
}

const panel = (page: Page) => page.getByRole('region', { name: 'The trade-off' });
const point = (page: Page) => page.getByRole('slider', { name: 'Mixture of the trade-off' });
const numberIn = async (locator: Locator) => Number((await locator.innerText()).replace('\u2212', '-'));
const valueIn = (page: Page, goal: number) => numberIn(page.locator('.front-values b').nth(goal));

async function show(lab: Laboratory): Promise<void> {
  await lab.button('Show the trade-off').click();
  await expect(panel(lab.page).getByRole('status')).toHaveText(/^Found \d+ mixtures;/);
}

test('a second goal turns it on', async ({ lab, page }) => {
  await open(lab, 'view=design');
  await expect(panel(page)).toBeHidden();
  await lab.button('Add a second goal').click();
  await expect(panel(page)).toBeVisible();
  await expect(panel(page)).toContainText('Between the highest conductivity and the lowest viscosity');
  // A value to come close to has no front.
  await page.getByLabel('Second goal: direction').selectOption('closest');
  await expect(lab.button('Show the trade-off')).toBeDisabled();
  await expect(panel(page)).toContainText('needs two different properties');
});

test('finds mixtures of which none is better in both, and marks the present one', async ({ lab, page }) => {
  await open(lab);
  await show(lab);
  const dots = page.locator('.front-dot');
  expect(await dots.count()).toBeGreaterThan(15);
  // On paper: up is more viscous, right is more conductive.
  const places = await dots.evaluateAll((all) =>
    all.map((dot) => [Number(dot.getAttribute('cx')), Number(dot.getAttribute('cy'))] as const),
  );
  for (const [i, [x, y]] of places.entries()) {
    const before = places[i - 1];
    if (before) expect(x > before[0] && y < before[1]).toBe(true);
  }
  await expect(page.locator('.front-present')).toBeVisible();
  await expect(panel(page)).toContainText('Conductivity, mS/cm (better →)');
  await expect(panel(page)).toContainText('Viscosity, mPa s (better ↓)');
  // The same mixtures lie on the map.
  await expect(page.locator('.map-front circle')).toHaveCount(places.length);
});

test('keys move along it, a click chooses the nearest', async ({ lab, page }) => {
  await open(lab);
  await show(lab);
  await point(page).focus();
  await point(page).press('End');
  const most = [await valueIn(page, 0), await valueIn(page, 1)] as const;
  await expect(point(page)).toHaveAttribute(
    'aria-valuetext',
    /^(\d+) of \1: conductivity .* mS\/cm, viscosity .* mPa s$/,
  );
  await point(page).press('Home');
  await expect(point(page)).toHaveAttribute('aria-valuenow', '1');
  expect(await valueIn(page, 0)).toBeLessThan(most[0]);
  expect(await valueIn(page, 1)).toBeLessThan(most[1]);
  await point(page).press('ArrowRight');
  await expect(point(page)).toHaveAttribute('aria-valuenow', '2');
  await page.locator('.front-dot').last().click({ force: true });
  expect(await valueIn(page, 0)).toBe(most[0]);
  await expect(page.locator('.map-front .chosen')).toHaveCount(1);
});

test('a mixture is used and taken back', async ({ lab, page }) => {
  await open(lab);
  await show(lab);
  const chosen = await page.locator('.front-preview .recipe b').allInnerTexts();
  await panel(page).getByRole('button', { name: 'Use this mixture' }).click();
  const amounts = await lab.amounts('EC', 'EMC', 'DMC');
  amounts.forEach((amount, i) => expect(amount).toBeCloseTo(Number(chosen[i]), 0));
  // The model says of the mixture what the chart said.
  await expect(lab.kappaText).toHaveText(await page.locator('.front-values b').first().innerText());
  // Another one takes its place; going back goes back to the beginning.
  await point(page).focus();
  await point(page).press('Home');
  await panel(page).getByRole('button', { name: 'Use this mixture' }).click();
  await expect.poll(() => lab.amounts('EC', 'EMC', 'DMC')).not.toEqual(amounts);
  await panel(page).getByRole('button', { name: 'Back to the mixture before' }).click();
  expect(await lab.amounts('EC', 'EMC', 'DMC', 'LiPF6')).toEqual([30, 40, 30, 1]);
  // Another question makes it old.
  await lab.button('Lock EC').click();
  await expect(panel(page)).toContainText('The question has changed since; show it again.');
  await expect(panel(page).getByRole('button', { name: 'Use this mixture' })).toBeHidden();
  await expect(page.locator('.map-front circle')).toHaveCount(0);
});

test('can be stopped, and keeps what it found', async ({ lab, page }) => {
  await open(lab);
  // The page stops it as soon as there is a point.
  await page.evaluate(() => {
    const watcher = new MutationObserver(() => {
      if (!document.querySelector('.front-dot')) return;
      watcher.disconnect();
      document.querySelector<HTMLElement>('.trade-off .stop')?.click();
    });
    watcher.observe(document.body, { childList: true, subtree: true });
  });
  await lab.button('Show the trade-off').click();
  await expect(panel(page).getByRole('status')).toHaveText(/^Stopped after \d+ mixtures?;/);
  const found = await page.locator('.front-dot').count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(20);
  await expect(lab.button('Show it again')).toBeVisible();
  await lab.button('Show it again').click();
  await expect(panel(page).getByRole('status')).toHaveText(/^Found \d+ mixtures;/);
});

test('is saved as a table', async ({ lab, page }) => {
  await open(lab);
  await show(lab);
  const waiting = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Save as CSV' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe('trade-off-EC-EMC-DMC.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines[0]).toMatch(
    /^EC_percent_by_mass,.*,LiPF6_mol_per_kg,temperature_C,conductivity_mS_per_cm,viscosity_mPa_s$/,
  );
  expect(lines).toHaveLength(1 + (await page.locator('.front-dot').count()));
});

test('says which limit cannot be met', async ({ lab, page }) => {
  await open(lab, `${question}&need=viscosity:..0.3`);
  await lab.button('Show the trade-off').click();
  await expect(panel(page).getByRole('alert')).toHaveText(/^Viscosity at most 0\.3 mPa s cannot be met/);
});

test('a goal that got worse says so', async ({ lab, page }) => {
  // Conductivity counts alone: the mixture gets thicker for it.
  await open(lab, 'view=design&mix=EC:0;EMC:100&lock=salt&goal=max:conductivity;min:viscosity*0');
  await lab.button('Find the mixture').click();
  const [first, second] = [page.locator('.gain-percent').first(), page.locator('.gain-percent').last()];
  await expect(first).toHaveAttribute('data-trend', 'better');
  await expect(second).toHaveAttribute('data-trend', 'worse');
  await expect(second).toHaveText(/^\+\d+ %$/);
  const colour = (badge: Locator) => badge.evaluate((element) => getComputedStyle(element).color);
  expect(await colour(second)).not.toBe(await colour(first));
});

test('chooses few solvents of many, and lists the sets that come next', async ({ lab, page }) => {
  await open(lab, 'view=design&mix=EC:30;EMC:70');
  await page.locator('summary', { hasText: 'Add candidates' }).click();
  for (const name of ['DMC', 'DME', 'PC']) await page.getByRole('checkbox', { name, exact: true }).check();
  await lab.link(/mix=EC:30;EMC:70;DMC:0;DME:0;PC:0/);
  await page.getByLabel('Most solvents in the mixture').selectOption('at most 2');
  await lab.link(/most=2/);
  await lab.button('Find the mixture').click();
  const rows = page.locator('.mixtures li');
  await expect(rows).toHaveCount(6);
  const values = await Promise.all(
    [0, 1, 2].map(async (i) => Number.parseFloat(await rows.nth(i).locator('b').innerText())),
  );
  expect(values).toEqual([...values].sort((a, b) => b - a));
  await expect(page.locator('.answer .gain-after')).toHaveText(String(values[0]?.toPrecision(3)));
  // The third one into the composer: two solvents, and the model says the same.
  await rows.nth(2).getByRole('button').click();
  await expect(rows.nth(2)).toContainText('In use');
  const amounts = await lab.amounts('EC', 'EMC', 'DMC', 'DME', 'PC');
  expect(amounts.filter((amount) => amount > 0).length).toBeLessThanOrEqual(2);
  // Shares in the composer are rounded.
  await expect.poll(async () => Math.abs((await lab.kappa()) - (values[2] as number))).toBeLessThan(0.11);
  await lab.button('Back to the mixture before').click();
  expect(await lab.amounts('EC', 'EMC', 'DMC')).toEqual([30, 70, 0]);
  // A candidate goes as it came.
  await page.getByRole('checkbox', { name: 'PC', exact: true }).uncheck();
  await lab.link(/mix=EC:30;EMC:70;DMC:0;DME:0&/);
});
