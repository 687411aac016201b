import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, type Laboratory, test } from './laboratory';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Runs axe and lists its findings as readable lines. */
async function violations({ page }: Laboratory): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}

/** The design view with all that it can show at once. */
async function showEverything({ page }: Laboratory): Promise<void> {
  await page.goto(
    './#view=design&mix=EC:30;EMC:40;DMC:30&goal=max:conductivity;min:viscosity*5&need=viscosity:..0.9&most=2&limit=1:10..',
  );
  await page.getByRole('button', { name: 'Find the mixture' }).click();
  await expect(page.locator('.mixtures li').first()).toBeVisible();
  await page.getByRole('button', { name: 'Show the trade-off' }).click();
  await expect(page.locator('.trade-off [role=status]')).toHaveText(/^Found/);
  await page.getByLabel('Table of measured values').fill('EC_EMC|30_70|LiPF6|1, 9.1');
  await expect(page.locator('.parity .pair')).toHaveCount(1);
  await page.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(page.locator('.proposals tbody tr')).toHaveCount(6);
  await page.locator('summary', { hasText: 'Add candidates' }).click();
  await expect(page.locator('.limit-line').first()).toBeVisible();
}

// The page's policy forbids inline script; axe is injected past it, by the test only.
test.use({ bypassCSP: true });

const pages: [string, string][] = [
  ['the first page', ''],
  ['three solvents', 'mix=EC:30;DMC:30;EMC:40&lock=2&limit=1:10..50'],
  ['parts, a bad link and outside', 'mix=EC:30;EMC:90;Foo:1&t=110'],
];
for (const scheme of ['light', 'dark'] as const) {
  for (const [name, fragment] of [
    ['two liquids', 'view=binary'],
    ['two liquids, outside', 'view=binary&pair=DMSO;TTE&t=120'],
  ]) {
    test(`axe finds nothing: ${name}, ${scheme}`, async ({ lab, page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`./#${fragment}`);
      await expect(page.locator('.readout-value').first()).toHaveText(/\d/);
      expect(await violations(lab)).toEqual([]);
    });
  }
  for (const [name, fragment] of [
    ['will it mix', 'view=phases&pair=AN;~CCCCCC&third=Benzene'],
    ['salt, solvent, diluent', 'view=phases&ph=lhce&par=C:-4'],
  ]) {
    test(`axe finds nothing: ${name}, ${scheme}`, async ({ lab, page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`./#${fragment}`);
      await expect(page.locator('[aria-busy=false]:is(.phases-mix, .phases-lhce)')).toBeVisible();
      await expect(page.locator('.view-phases [aria-busy=true]:visible')).toHaveCount(0, { timeout: 30_000 });
      expect(await violations(lab)).toEqual([]);
    });
  }
  test(`axe finds nothing: design, ${scheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(
      './#view=design&mix=EC:30;EMC:70;DMC:0&goal=max:conductivity;near:density:1.2*5&need=viscosity:..0.9;sum(1,2):..80;ratio(1,2):..2&heat=10..',
    );
    await page.getByRole('button', { name: 'Find the mixture' }).click();
    await expect(page.locator('.answer .gain').first()).toBeVisible();
    expect(await violations(lab)).toEqual([]);
  });
  test(`axe finds nothing: trade-off, map with limits, sets of solvents, proposals, ${scheme}`, async ({
    lab,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await showEverything(lab);
    expect(await violations(lab)).toEqual([]);
  });
  for (const [name, fragment] of pages) {
    test(`axe finds nothing: ${name}, ${scheme}`, async ({ lab, page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await lab.open(fragment);
      expect(await violations(lab)).toEqual([]);
    });
  }
}

test('axe finds nothing with the search, the limits and the details open', async ({ lab, page }) => {
  await lab.open();
  await page.getByText('The same mixture in other units').click();
  await lab.button('Limits for EC').click();
  await lab.button('Add a solvent').click();
  await page.getByRole('combobox', { name: 'Find a solvent' }).fill('carb');
  await expect(lab.match(/./).first()).toBeVisible();
  expect(await violations(lab)).toEqual([]);
});

test('axe finds nothing after Improve', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open('mix=EC:60;EMC:40');
  await lab.button('Improve κ').click();
  await expect(page.locator('.outcome')).toBeVisible();
  expect(await violations(lab)).toEqual([]);
});

const smallTargets = (page: Laboratory['page']) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, summary, input, [role=slider]')]
      .map((element) => {
        const target = element.closest('label') ?? element;
        return { html: target.outerHTML.slice(0, 80), box: target.getBoundingClientRect() };
      })
      .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ html, box }) => `${html} ${box.width} × ${box.height}`),
  );

test('touch targets are at least 44 px high', async ({ lab, page }) => {
  await lab.open('mix=EC:30;DMC:30;EMC:40');
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Binary mixing' }).click();
  await expect(page.locator('.readout-value').first()).toHaveText(/\d/);
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Phases' }).click();
  await expect(page.locator('.phases-mix[aria-busy=false]')).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Salt, solvent, diluent' }).check();
  await expect(page.locator('.phases-lhce[aria-busy=false]')).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
  await page.goto('about:blank');
  await showEverything(lab);
  expect(await smallTargets(page)).toEqual([]);
});

test('nothing is wider than the screen, zoomed to 200 % either', async ({ lab, page }) => {
  const { width, height } = page.viewportSize() as { width: number; height: number };
  for (const size of [
    { width, height },
    { width: Math.round(width / 2), height: Math.round(height / 2) },
    { width: 390, height: 844 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(size);
    await lab.open('mix=EC:30;DMC:30;EMC:40');
    await expect(page.getByRole('slider', { name: 'Composition on the map' })).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow(), `${size.width} px`).toBeLessThanOrEqual(0);
    await page.getByRole('tab', { name: 'Binary mixing' }).click();
    await expect(page.locator('.readout-value').first()).toHaveText(/\d/);
    expect(await overflow(), `${size.width} px, two liquids`).toBeLessThanOrEqual(0);
    for (const section of ['mix', 'lhce']) {
      await page.goto(`./#view=phases&ph=${section}`);
      await expect(page.locator(`.phases-${section}[aria-busy=false]`)).toBeVisible();
      expect(await overflow(), `${size.width} px, phases, ${section}`).toBeLessThanOrEqual(0);
    }
  }
});

for (const width of [320, 390, 720, 834]) {
  const overflow = ({ page }: Laboratory) =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  test(`the design view is not wider than ${width} px`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(
      './#view=design&goal=max:conductivity;near:density:1.2*5&need=ratio(1,2):..2&heat=10..40',
    );
    await page.getByRole('button', { name: 'Find the mixture' }).click();
    await expect(page.locator('.answer .gain').first()).toBeVisible();
    expect(await overflow(lab)).toBeLessThanOrEqual(0);
  });

  test(`the design view with everything is not wider than ${width} px`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await showEverything(lab);
    expect(await overflow(lab)).toBeLessThanOrEqual(0);
  });
}
