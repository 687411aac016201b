// Around Li⁺ in the view of phases: who is learned to stand there, and the equilibrium that is assumed.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './laboratory';

const around = (page: Page): Locator => page.getByRole('region', { name: 'Around Li⁺' });
const equilibrium = (page: Page): Locator => page.getByRole('region', { name: 'Solvation equilibrium' });
const row = (card: Locator, name: string): Locator => card.getByRole('row', { name: new RegExp(`^${name}`) });
/** The numbers of a row: of Li⁺ the coordination and the free share, of the equilibrium bound and free. */
const figures = async (card: Locator, name: string): Promise<number[]> =>
  (await row(card, name).locator('.amount-figure').allTextContents()).map(Number.parseFloat);
const point = (page: Page): Locator => page.getByRole('slider', { name: 'Formulation on the diagram' });

const rest = (page: Page) =>
  expect(page.locator('.phases-lhce[aria-busy=false]')).toBeVisible({ timeout: 30_000 });
async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(`./#view=phases&ph=lhce${fragment}`);
  await rest(page);
}

test('says who stands around Li⁺, with intervals and how far to trust it', async ({ lab, page }) => {
  await open(page);
  const card = around(page);
  await expect(card).toContainText('learned from molecular dynamics at 25 °C');
  await expect(card.locator('.badge')).toHaveText('Caution');
  await expect(card.locator('.reasons li')).toHaveText([/^LiFSI was never measured/, /^TTE was never/]);
  await expect(card.locator('.amount-range')).toHaveCount(7);
  const [dme, tte, anion, total] = await Promise.all(
    ['DME', 'TTE', 'FSI⁻', 'Together'].map((name) => figures(card, name)),
  );
  expect(dme![0]! + tte![0]! + anion![0]!).toBeCloseTo(total![0]!, 1);
  expect(tte![1]).toBeGreaterThan(dme![1]!);
  await expect(row(card, 'DME').locator('.amount-range').first()).toHaveText(/^\d\.\d–\d\.\d$/);
  expect(lab.complaints).toEqual([]);
});

test('follows the point: more solvent takes the anion’s place', async ({ lab, page }) => {
  await open(page);
  const card = around(page);
  const before = await figures(card, 'DME');
  for (let i = 0; i < 6; i++) await point(page).press('Shift+ArrowLeft');
  await rest(page);
  await expect.poll(async () => (await figures(card, 'DME'))[0]).toBeGreaterThan(before[0]! + 0.3);
  const keyed = await figures(card, 'DME');
  await lab.drag(page.locator('.phases-lhce .map-area'), [0.3, 0.7], [0.55, 0.5]);
  await expect.poll(async () => (await figures(card, 'DME'))[0]).toBeLessThan(keyed[0]! - 0.1);
});

test('says what it cannot: no salt, no liquid, more than one phase', async ({ page }) => {
  await open(page, '&feed=0:1:1');
  await expect(around(page)).toContainText('Without salt there is no Li⁺.');
  await expect(around(page).getByRole('table')).toBeHidden();
  await expect(row(equilibrium(page), 'LiFSI')).toContainText('–');
  await open(page, '&feed=1:0:0');
  await expect(around(page)).toContainText('no liquid around Li⁺');
  await open(page, '&par=C:0');
  await expect(around(page)).toContainText('as if it were one liquid');
  await open(page, '&feed=1:0:3');
  await expect(row(around(page), 'DME').getByRole('cell')).toHaveText(['–', '–']);
});

test('the equilibrium follows temperature and assumptions, which stand in the link', async ({
  lab,
  page,
}) => {
  await open(page, '&t=25');
  const card = equilibrium(page);
  await expect(card).toContainText('LiFSI + 2 DME ⇌ complex');
  await expect(card).toContainText(/Learned from simulations at 25 °C: \d+ % of the DME is free/);
  const salt = () => figures(card, 'LiFSI');
  const [bound, free] = (await salt()) as [number, number];
  expect(bound + free).toBeCloseTo(100, 6);

  const temperature = page.locator('.phases-lhce').getByRole('textbox', { name: 'Temperature' });
  await temperature.fill('70');
  await temperature.press('Enter');
  await expect(card).toContainText('at 70 °C');
  await expect.poll(async () => (await salt())[0]).toBeLessThan(bound);

  const heat = card.getByRole('textbox', { name: 'Heat of solvation, ΔH' });
  await heat.fill('-80');
  await heat.press('Enter');
  await expect.poll(async () => (await salt())[0]).toBeGreaterThan(bound);
  const parameter = card.locator('.parameter', { hasText: 'Heat of solvation' });
  await expect(parameter.locator('.tag')).toHaveText('moved');
  await expect(parameter).toContainText('The default is −50.');
  const url = await lab.link(/par=dH_c:-80/);
  await page.goto('about:blank');
  await page.goto(url);
  await rest(page);
  await expect(heat).toHaveValue('−80');
  await lab.button('Put Heat of solvation, ΔH back').click();
  await expect(heat).toHaveValue('−50');
  await expect(parameter.locator('.tag')).toHaveText('assumed');
});

test('coexisting phases are read under the pointer', async ({ page, hasTouch }) => {
  test.skip(hasTouch, 'a finger puts the formulation there instead');
  await open(page, '&par=C:0');
  const area = page.locator('.phases-lhce .map-area');
  await area.scrollIntoViewIfNeeded();
  const words = page.locator('.phases-lhce .tie-words');
  await expect(words).toHaveText(/^Point at a region/);
  const { x, y, width, height } = (await area.boundingBox())!;
  await page.mouse.move(x + 0.42 * width, y + 0.62 * height);
  await expect(words).toHaveText(/^Here these coexist: a liquid of .* and a liquid of /);
  await expect(page.locator('.phases-lhce .tie-hover line')).toHaveCount(1);
  await page.mouse.move(x + 0.5 * width, y + 0.35 * height);
  await expect(words).toHaveText(/a liquid of .* and a liquid of .* solid LiFSI|solid LiFSI .* a liquid of/);
  await expect(page.locator('.phases-lhce .tie-hover line')).toHaveCount(3);
  await page.mouse.move(2, 2);
  await expect(page.locator('.phases-lhce .tie-hover line')).toHaveCount(0);
});
