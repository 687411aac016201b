import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, type Laboratory, test } from './laboratory';

/** Opens the view with a pair of the library, so that nothing must be read by RDKit. */
async function open({ page }: Laboratory, fragment = ''): Promise<void> {
  await page.goto(`./#view=binary${fragment && `&${fragment}`}`);
  await expect(value(page, 'Hᴱ')).toHaveText(/\d/, { timeout: 15_000 });
}

const value = (page: Page, symbol: string): Locator =>
  page.locator('.readings tr', { hasText: symbol }).locator('.readout-value');
const number = async (cell: Locator): Promise<number> =>
  Number((await cell.textContent())?.replace('\u2212', '-'));
const fraction = (page: Page): Locator => page.getByRole('textbox', { name: /^Mole fraction of / });
const handle = (page: Page, of: string): Locator =>
  page.getByRole('slider', { name: `Composition on the curve of ${of}` });
const plots = [
  'excess enthalpy',
  'excess volume',
  'excess gibbs energy',
  'activity coefficients',
  'density',
  'viscosity',
];

async function saved(page: Page, button: string): Promise<{ name: string; content: string }> {
  const download: Promise<Download> = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), content: await readFile(await file.path(), 'utf8') };
}

test('the tabs choose the view, and both views are kept in the link', async ({ lab, page }) => {
  await lab.open('mix=EC:40;EMC:60');
  await page.getByRole('tab', { name: 'Binary mixing' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Binary mixing' })).toBeVisible();
  await expect(lab.kappaText).toBeHidden();
  await expect(value(page, 'Hᴱ')).toHaveText(/\d/);
  await fraction(page).fill('0.3');
  await fraction(page).press('Enter');
  const url = await lab.link(/view=binary&mix=EC:40;EMC:60&pair=AN;Benzene&x=0\.3&t=25$/);
  await page.goto('about:blank');
  await page.goto(url);
  await expect(fraction(page)).toHaveValue('0.3');
  await page.getByRole('tab', { name: 'Electrolyte' }).click();
  await expect(lab.kappaText).toHaveText(/\d/);
  expect(await lab.amounts('EC', 'EMC')).toEqual([40, 60]);
  await lab.link(/#v=1&mix=EC:40;EMC:60&basis=mass&salt=LiPF6:1m&x=0\.3&t=25$/);
});

test('the tabs work by keys, and undo goes back to the view', async ({ lab, page }) => {
  await lab.open();
  const [electrolyte, binary] = ['Electrolyte', 'Binary mixing'].map((name) =>
    page.getByRole('tab', { name }),
  ) as [Locator, Locator];
  await electrolyte.focus();
  await electrolyte.press('ArrowRight');
  await expect(binary).toBeFocused();
  await expect(binary).toHaveAttribute('aria-selected', 'true');
  await expect(electrolyte).toHaveAttribute('tabindex', '-1');
  await expect(value(page, 'Gᴱ')).toHaveText(/\d/);
  await page.keyboard.press('Control+z');
  await expect(lab.kappaText).toBeVisible();
});

test('shows every property with its curve, interval and ground', async ({ lab, page }) => {
  await open(lab);
  for (const symbol of ['Hᴱ', 'Vᴱ', 'Gᴱ', 'ln γ₁', 'ln γ₂', 'ρ', 'η']) {
    const row = page.locator('.readings tr', { hasText: symbol });
    await expect(row).toContainText(/\d to \S*\d/);
    await expect(row.locator('.badge')).toHaveText(/Known ground|Caution|Outside/);
    const [low, high] = (await row.locator('td').nth(1).innerText())
      .replaceAll('\u2212', '-')
      .split(' to ')
      .map(Number) as [number, number];
    const middle = await number(value(page, symbol));
    expect(low).toBeLessThanOrEqual(middle);
    expect(high).toBeGreaterThanOrEqual(middle);
  }
  await expect(page.locator('.mixing')).toHaveCount(6);
  for (const name of plots) await expect(handle(page, name)).toHaveAttribute('aria-valuenow', '0.5');
  for (const line of await page.locator('.mixing .band').all()) {
    await expect(line).toHaveAttribute('d', /^M[\d.,L-]+Z$/);
  }
});

test('a drag on any chart moves the composition in all', async ({ lab, page }) => {
  await open(lab);
  const area = page.locator('.mixing-density_g_per_cm3 .plot-area');
  const before = await number(value(page, 'ρ'));
  await lab.drag(area, [0.55, 0.5], [0.8, 0.5]);
  const x = Number(await fraction(page).inputValue());
  expect(x).toBeGreaterThan(0.65);
  expect(x).toBeLessThan(0.9);
  for (const name of plots) await expect(handle(page, name)).toHaveAttribute('aria-valuenow', String(x));
  expect(await number(value(page, 'ρ'))).not.toBe(before);
  await lab.button('Undo').first().click();
  await expect(fraction(page)).toHaveValue('0.5');
});

test('the composition moves by keys, and the pure liquids are ideal', async ({ lab, page }) => {
  await open(lab);
  const enthalpy = handle(page, 'excess enthalpy');
  await enthalpy.focus();
  await enthalpy.press('ArrowRight');
  await expect(fraction(page)).toHaveValue('0.51');
  await expect(enthalpy).toHaveAttribute('aria-valuetext', /^x₁ = 0\.51: \S*\d J\/mol$/);
  await enthalpy.press('PageUp');
  await expect(fraction(page)).toHaveValue('0.56');
  for (const [key, zero] of [
    ['Home', 'ln γ₂'],
    ['End', 'ln γ₁'],
  ] as const) {
    await enthalpy.press(key);
    for (const symbol of ['Hᴱ', 'Vᴱ', 'Gᴱ', zero]) expect(await number(value(page, symbol))).toBe(0);
  }
});

test('swapping the molecules mirrors the curves', async ({ lab, page }) => {
  await open(lab, 'pair=AN;Benzene&x=0.2');
  const symbols = ['Hᴱ', 'Vᴱ', 'Gᴱ', 'ρ', 'η', 'ln γ₁'];
  const before = await Promise.all(symbols.map((symbol) => number(value(page, symbol))));
  await lab.button('Swap the two').click();
  await lab.link(/pair=Benzene;AN&x=0\.8/);
  await expect(page.locator('.view-binary')).not.toHaveClass(/stale/);
  await expect(fraction(page)).toHaveValue('0.8');
  const after = await Promise.all(
    symbols.map((symbol) => number(value(page, symbol === 'ln γ₁' ? 'ln γ₂' : symbol))),
  );
  after.forEach((here, i) => {
    const there = before[i] as number;
    expect(Math.abs(here - there)).toBeLessThanOrEqual(0.02 * Math.abs(there) + 0.002);
  });
});

test('the law adds up to the curve', async ({ lab, page }) => {
  await open(lab, 'x=0.3&t=40');
  const sums = page.locator('.law').first().locator('tbody tr').last().locator('td');
  const [G, H] = [await number(sums.nth(-2)), await number(sums.nth(-1))];
  expect(Math.abs(G - (await number(value(page, 'Gᴱ'))))).toBeLessThanOrEqual(0.02 * Math.abs(G) + 0.5);
  expect(Math.abs(H - (await number(value(page, 'Hᴱ'))))).toBeLessThanOrEqual(0.02 * Math.abs(H) + 0.5);
  await expect(page.locator('.law math').first()).toBeVisible();
  await expect(page.locator('.predicted').first()).toHaveText(/\d ± \d/);
});

test('every number of the law stands in its column, whatever orders a coefficient has', async ({
  lab,
  page,
}) => {
  await open(lab, 'x=0.3&t=40');
  for (const table of await page.locator('.law table').all()) {
    const columns = await table.locator('thead th').count();
    for (const row of await table.locator('tbody tr').all())
      await expect(row.locator('th, td')).toHaveCount(columns);
  }
  const rows = page.locator('.law').first().locator('tbody tr');
  for (const column of [-2, -1]) {
    const cells = await Promise.all((await rows.all()).map((row) => number(row.locator('td').nth(column))));
    const sum = cells.pop() as number;
    expect(Math.abs(cells.reduce((a, b) => a + b, 0) - sum)).toBeLessThanOrEqual(0.02 * Math.abs(sum) + 1);
  }
  const cut = () =>
    page
      .locator('.table-scroll')
      .evaluateAll((all) => all.filter((slot) => slot.scrollWidth > slot.clientWidth + 1).length);
  expect(await cut()).toBe(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(cut).toBe(0);
});

test('the temperature moves the curves and is one for both views', async ({ lab, page }) => {
  await open(lab);
  const before = await number(value(page, 'η'));
  const field = page
    .getByRole('tabpanel', { name: 'Binary mixing' })
    .getByRole('textbox', { name: 'Temperature', exact: true });
  await field.fill('60');
  await field.press('Enter');
  await expect.poll(() => number(value(page, 'η'))).toBeLessThan(before);
  await page.getByRole('tab', { name: 'Electrolyte' }).click();
  await expect(
    page
      .getByRole('tabpanel', { name: 'Electrolyte' })
      .getByRole('textbox', { name: 'Temperature', exact: true }),
  ).toHaveValue('60');
});

test('a molecule is chosen by name; one that no library knows is read as SMILES', async ({ lab, page }) => {
  await open(lab);
  await page.getByRole('button', { name: /^Benzene .* choose another molecule$/ }).click();
  const search = page.getByRole('combobox', { name: 'Find the second molecule' });
  await search.fill('ethanol');
  await search.press('Enter');
  await lab.link(/pair=AN;~CCO&/);
  await expect(page.getByRole('button', { name: /^Ethanol .* choose another molecule$/ })).toBeFocused();
  await expect(page.locator('.view-binary')).not.toHaveClass(/stale/, { timeout: 15_000 });
  await expect(page.locator('.mixing .axis-title').last()).toHaveText('x₁, mole fraction of AN');

  await page.getByRole('button', { name: /^AN .* choose another molecule$/ }).click();
  const first = page.getByRole('combobox', { name: 'Find the first molecule' });
  await first.fill('CC(=O');
  await first.press('Enter');
  await expect(page.locator('.search-status.error')).toContainText('parenthesis', { timeout: 15_000 });
  await first.fill('CCCCOC(=O)CCC');
  await first.press('Enter');
  await lab.link(/pair=~CCCCOC\(%3DO\)CCC;~CCO|pair=~CCCCOC\(=O\)CCC;~CCO/);
  await expect(page.locator('.view-binary')).not.toHaveClass(/stale/, { timeout: 15_000 });
  await expect(page.locator('.readings .badge').first()).not.toHaveText('Known ground');
});

for (const [name, symbol, sign] of [
  ['Acetone + chloroform', 'Hᴱ', -1],
  ['PC + phenetole', 'Hᴱ', 1],
  ['Ethanol + water', 'Vᴱ', -1],
  ['Ethanol + cyclohexane', 'Gᴱ', 1],
] as const) {
  test(`a preset of the classroom: ${name}`, async ({ lab, page }) => {
    await open(lab);
    await page
      .getByRole('tabpanel', { name: 'Binary mixing' })
      .getByRole('combobox', { name: 'Start from' })
      .selectOption({ label: await page.locator('option', { hasText: name }).innerText() });
    await lab.link(/pair=/); // that of the preset; the default is not in the link
    await expect(page.locator('.view-binary')).not.toHaveClass(/stale/, { timeout: 20_000 });
    expect(Math.sign(await number(value(page, symbol)))).toBe(sign);
  });
}

test('numbers can be copied, and the request as JSON', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(lab, 'pair=PC;DMC&x=0.25&t=30');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await lab.button('Copy numbers').click();
  await expect(page.getByText('Numbers copied')).toBeVisible();
  const lines = (await copied()).trimEnd().split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'component_1\tPC',
    'component_2\tDMC',
    'temperature_K\t303.15',
    'mole_fraction_1\t0.25',
    'property\tvalue\tlower90\tupper90',
  ]);
  expect(lines).toHaveLength(12);
  for (const line of lines.slice(5)) expect(line).toMatch(/^\w+(\t-?[\d.]+(e-\d+)?){3}$/);
  await lab.button('Copy JSON').click();
  await expect(page.getByText('Request copied')).toBeVisible();
  expect(JSON.parse(await copied())).toEqual({
    components: [{ species: 'PC' }, { species: 'DMC' }],
    temperature_K: 303.15,
    points: 101,
  });
});

test('a curve and all of them are saved as CSV', async ({ lab, page }) => {
  await open(lab, 'pair=1,4-Dioxane;DMC');
  const one = await saved(page, 'Save excess enthalpy as CSV');
  expect(one.name).toBe('1-4-Dioxane-DMC-25C-excess_enthalpy_J_per_mol.csv');
  const rows = one.content.trimEnd().split('\n');
  expect(rows[0]).toBe(
    'component_1,component_2,temperature_K,mole_fraction_1,excess_enthalpy_J_per_mol,' +
      'excess_enthalpy_J_per_mol_lower90,excess_enthalpy_J_per_mol_upper90',
  );
  expect(rows).toHaveLength(102);
  expect(rows[1]).toMatch(/^"1,4-Dioxane",DMC,298\.15,0,/);
  expect(rows[101]).toMatch(/^"1,4-Dioxane",DMC,298\.15,1,/);

  const all = await saved(page, 'Save all curves');
  const [head, ...body] = all.content.trimEnd().split('\n');
  expect(head?.split(',')).toHaveLength(4 + 3 * 7);
  expect(body).toHaveLength(101);
});

test('a chart is saved as an SVG that stands alone', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(lab);
  const { name, content } = await saved(page, 'Save activity coefficients as SVG');
  expect(name).toBe('AN-Benzene-25C-ln_gamma.svg');
  expect(content).not.toContain('var(');
  expect(content).not.toContain('class=');
  const read = await page.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      root: file.documentElement.nodeName,
      words: [...file.querySelectorAll('text')].map(({ textContent }) => textContent),
      strokes: [...file.querySelectorAll('path[d]')].map((path) => path.getAttribute('stroke')),
      paper: file.querySelector('rect')?.getAttribute('fill'),
    };
  }, content);
  expect(read.root).toBe('svg');
  expect(read.words[0]).toBe('Activity coefficients: AN (1) + Benzene (2), 25 °C');
  expect(read.words).toContain('x₁, mole fraction of AN');
  // Light paper and the two colours of the components, whatever the page looks like.
  expect(read.paper).toBe('rgb(255, 255, 255)');
  expect(read.strokes).toContain('rgb(11, 106, 162)');
  expect(read.strokes).toContain('rgb(180, 82, 11)');
  await expect(page.locator('.file-stage')).toHaveCount(0);
});

test('a bad pair in a link is told and replaced by the default', async ({ lab, page }) => {
  await open(lab, 'pair=AN&x=2');
  const notice = page.locator('.notice');
  await expect(notice).toContainText('pair names two molecules, such as AN;Benzene; not “AN”.');
  await expect(notice).toContainText('x is a mole fraction from 0 to 1, not “2”.');
  await open(lab, 'pair=~CC(=O;DMC');
  await expect(notice).toContainText('CC(=O is replaced by the default pair:');
  await lab.link(/pair=AN;Benzene/);
});

test('density and viscosity of the solvents stand beside the electrolyte', async ({ lab, page }) => {
  await lab.open();
  const facts = page.locator('.solvent-facts');
  await expect(facts).toContainText(/Density\s*1\.\d+ \(\d\.\d+ to \d\.\d+\) g\/cm³/);
  await expect(facts).toContainText(/Viscosity\s*\d\.\d+ \(\d\S* to \d\S*\) mPa s/);
  await expect(facts.locator('.badge')).toHaveText([
    /Known ground|Caution|Outside/,
    /Known ground|Caution|Outside/,
  ]);
});
