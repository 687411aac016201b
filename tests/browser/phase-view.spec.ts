// The view of phases: will two liquids mix, and what salt, solvent and diluent form.
import type { Locator, Page } from '@playwright/test';
import { expect, type Laboratory, test } from './laboratory';

const lhce = (page: Page): Locator => page.locator('.phases-lhce');
const verdict = (page: Page): Locator => page.locator('.phases-verdict:visible');
const point = (page: Page): Locator => page.getByRole('slider', { name: 'Formulation on the diagram' });
const amount = (page: Page, label: string): Locator =>
  page.getByRole('textbox', { name: `Mole per cent of ${label}` });

/** Opens a section and waits until it is at rest. */
async function open({ page }: Laboratory, fragment: string): Promise<void> {
  await page.goto(`./#view=phases${fragment && `&${fragment}`}`);
  await rest(page);
}
const rest = (page: Page) =>
  expect(page.locator(':is(.phases-mix, .phases-lhce):not([hidden])')).toHaveAttribute('aria-busy', 'false', {
    timeout: 30_000,
  });

test('the view is loaded when it is first shown', async ({ lab, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const loaded = () => asked.filter((path) => /\/(view|phase)-[^/]*\.(js|css|wasm)$/.test(path));
  await lab.open();
  expect(loaded()).toEqual([]);
  await page.getByRole('tab', { name: 'Phases' }).click();
  await rest(page);
  await expect(verdict(page)).toHaveText(/mix at every composition/);
  expect(loaded().length).toBeGreaterThanOrEqual(3);
});

test('says whether two liquids mix, and by what they are divided', async ({ lab, page }) => {
  await open(lab, 'pair=AN;~CCCCCC&x=0.4');
  await expect(verdict(page)).toHaveText(/part into two liquids/);
  await expect(page.locator('.phases-here:visible')).toHaveText(/Two liquids: .* of the moles/);
  await expect(page.locator('.phases-result')).toContainText(/right \d+ times/);
  await expect(page.locator('.phases-result .reasons li')).not.toHaveCount(0);
  await page
    .getByRole('combobox', { name: 'Start from' })
    .and(page.locator(':visible'))
    .selectOption('DMC + DEC');
  await rest(page);
  await expect(verdict(page)).toHaveText('They mix at every composition, from −20 to 100 °C.');
});

test('the point of two liquids moves by drag and by keys, over both axes', async ({ lab, page }) => {
  await open(lab, 'pair=PC;TFEO&x=0.5&t=25');
  const handle = page.getByRole('slider', { name: 'Composition and temperature on the diagram' });
  await handle.focus();
  await handle.press('ArrowRight');
  await handle.press('ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuetext', /^x₁ = 0\.51, 26 °C: /);
  await lab.drag(page.locator('.phases-chart .plot-area'), [0.5, 0.5], [0.75, 0.2]);
  await expect(handle).not.toHaveAttribute('aria-valuetext', /^x₁ = 0\.51/);
  await lab.link(/x=0\.7\d?&t=7\d/);
});

test('the range of temperatures is typed, and bad ones are refused', async ({ lab, page }) => {
  await open(lab, 'pair=DMC;DEC');
  const to = page.getByRole('textbox', { name: 'Highest temperature of the diagram' });
  await to.fill('-15');
  await to.press('Tab');
  await expect(page.locator('.phases-range .error')).toHaveText(/at least 10 °C apart/);
  await to.fill('60');
  await to.press('Tab');
  await rest(page);
  await expect(verdict(page)).toHaveText(/from −20 to 60 °C/);
  await lab.link(/range=-20\.\.60/);
});

test('by default the formulation is a stable LHCE, and drag and keys move it', async ({ lab, page }) => {
  await open(lab, 'ph=lhce');
  await expect(verdict(page)).toHaveText(/A stable LHCE/);
  await expect(page.locator('.phases-checks li.holds')).toHaveCount(5);
  await expect(point(page)).toHaveAttribute('aria-valuetext', /one liquid$/);
  for (let i = 0; i < 6; i++) await point(page).press('Shift+ArrowLeft');
  for (let i = 0; i < 8; i++) await point(page).press('Shift+ArrowUp');
  await rest(page);
  await expect(verdict(page)).toHaveText('Not stable: salt drops out.');
  await expect(page.locator('.phases-here:visible')).toHaveText(/Of 100 moles, .* are .*solid LiFSI/);
  await expect(page.locator('.phases-table tbody tr')).toHaveCount(2);
  await expect(amount(page, 'LiFSI')).toHaveValue('59');
  const box = lhce(page).locator('.map-area');
  await lab.drag(box, [0.5, 0.6], [0.35, 0.8]);
  await rest(page);
  await expect(verdict(page)).not.toHaveText(/salt drops out/);
});

test('amounts can be typed; the others keep their ratio', async ({ lab, page }) => {
  await open(lab, 'ph=lhce&feed=20:40:40');
  await amount(page, 'LiFSI').fill('10');
  await amount(page, 'LiFSI').press('Enter');
  await expect(amount(page, 'DME')).toHaveValue('45');
  await expect(amount(page, 'TTE')).toHaveValue('45');
});

test('a preset brings its system, and a weaker bridge splits', async ({ lab, page }) => {
  await open(lab, 'ph=lhce');
  const presets = page.getByRole('combobox', { name: 'Start from' }).and(page.locator(':visible'));
  await presets.selectOption('LiFSI – DME – TFEO, 1 : 1.2 : 3');
  await rest(page);
  await expect(amount(page, 'TFEO')).toHaveValue('57.69');
  await expect(verdict(page)).toHaveText(/A stable LHCE/);
  const bridge = page.getByRole('textbox', { name: 'Solvent as bridge, C' });
  await bridge.fill('0');
  await bridge.press('Enter');
  await rest(page);
  await expect(verdict(page)).toHaveText(/^Not stable/);
  await expect(page.locator('.parameter', { hasText: 'Solvent as bridge' }).locator('.tag')).toHaveText(
    'moved',
  );
  await lab.link(/sys=LiFSI;DME;TFEO.*par=C:0/);
  await lab.button('Put all back').click();
  await rest(page);
  await expect(verdict(page)).toHaveText(/A stable LHCE/);
});

test('the solvent–diluent terms are learned where known, and can be put aside', async ({ lab, page }) => {
  await open(lab, 'ph=lhce');
  const row = page.locator('.parameter', { hasText: 'Solvent with diluent' });
  await expect(row.locator('.tag')).toHaveText('learned');
  await row.getByRole('textbox').fill('2.6');
  await row.getByRole('textbox').press('Enter');
  await rest(page);
  await expect(row.locator('.tag')).toHaveText('moved');
  await expect(page.locator('.phases-checks')).toContainText('DME and TTE part into two liquids');
  await row.getByRole('button').click();
  await rest(page);
  await expect(row.locator('.tag')).toHaveText('learned');
});

test('the diagram follows the temperature, and a link brings all of it back', async ({ lab, page }) => {
  await open(lab, 'ph=lhce&t=60');
  await expect(verdict(page)).toHaveText(/A stable LHCE/);
  const temperature = lhce(page).getByRole('textbox', { name: 'Temperature' });
  await temperature.fill('-20');
  await temperature.press('Enter');
  await rest(page);
  await expect(verdict(page)).toHaveText(/Not stable/);
  await amount(page, 'DME').fill('50');
  await amount(page, 'DME').press('Enter');
  await rest(page);
  const words = await verdict(page).textContent();
  const url = await lab.link(/feed=[\d.]+:50:[\d.]+/);
  await page.goto('about:blank');
  await page.goto(url);
  await rest(page);
  await expect(temperature).toHaveValue('−20');
  await expect(verdict(page)).toHaveText(words ?? '');
});

test('bad values in a link are reported and the rest is kept', async ({ lab, page }) => {
  await open(lab, 'ph=lhce&feed=1:1&par=A13:5;X:1&t=30');
  await expect(page.getByText('feed is three amounts in moles')).toBeVisible();
  await expect(page.getByText('“X:1” in par needs one of')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Salt with diluent, A₁₃' })).toHaveValue('5');
});
