// A third liquid in “Will it mix?”.
import type { Page } from '@playwright/test';
import { expect, test } from './laboratory';

const card = (page: Page) => page.getByRole('region', { name: 'With a third liquid' });
const rest = (page: Page) => expect(card(page)).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });

test('is added, asked about, kept in the link and removed', async ({ lab, page }) => {
  await page.goto('./#view=phases&pair=AN;~CCCCCC');
  await lab.button('Add a third liquid').click();
  await page.getByRole('combobox', { name: 'Find a third liquid' }).fill('benzene');
  await lab.match(/^Benzene/).click();
  await rest(page);
  await expect(card(page).locator('.phases-verdict')).toHaveText(/part into two liquids .* at 25 °C/);
  await expect(card(page)).toContainText(/Heads of the model .*: at −20 °C \d of 5, .* at 100 °C \d of 5/);
  await expect(card(page).locator('.phases-here')).toHaveText(/^At 33 % AN, .*; .* of the moles with/);
  await lab.link(/third=Benzene/);
  await lab.button('Remove Benzene').click();
  await expect(card(page).locator('.phases-verdict')).toBeHidden();
  await expect(lab.button('Add a third liquid')).toBeFocused();
  await expect(page).not.toHaveURL(/third/);
});

test('enough of a good solvent makes one liquid: by keys and by drag', async ({ lab, page }) => {
  await page.goto('./#view=phases&pair=AN;~CCCCCC&third=Benzene&blend=1:1:1');
  await rest(page);
  const handle = page.getByRole('slider', { name: 'Composition of the three liquids' });
  await expect(handle).toHaveAttribute('aria-valuetext', /two liquids$/);
  for (let i = 0; i < 6; i++) await handle.press('Shift+ArrowRight');
  await rest(page);
  await expect(handle).toHaveAttribute('aria-valuetext', /: one liquid$/);
  await expect(card(page).locator('.phases-here')).toHaveText(/one liquid\.$/);
  await lab.link(/blend=33(\.\d+)?:3(\.\d+)?:63/);
  await lab.drag(card(page).locator('.map-area'), [0.6, 0.7], [0.42, 0.6]);
  await rest(page);
  await expect(card(page).locator('.phases-here')).toHaveText(/of the moles with/);
});

test('three that mix', async ({ page }) => {
  await page.goto('./#view=phases&pair=DMC;DEC&third=EMC');
  await rest(page);
  await expect(card(page).locator('.phases-verdict')).toHaveText(/^All three mix at every composition/);
});
