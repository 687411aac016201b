// The section of clusters in the view of phases.
import { expect, test } from './laboratory.js';

const ready = '.phases-clusters[aria-busy=false]';

test('a cluster in a picture, in words and in numbers', async ({ page }) => {
  await page.goto('./#view=phases&ph=lhce');
  const section = page.locator(ready);
  await expect(section).toBeVisible();
  await expect(
    section.getByRole('img', { name: /Schematic of one cluster.*Inside: \d+ LiFSI/ }),
  ).toBeVisible();
  await expect(section.getByText(/\d+(\.\d)? on average/)).toBeVisible();
  await expect(section.locator('.glyph-salt.core')).not.toHaveCount(0);
});

test('dilution by keys takes salt out of the clusters', async ({ page }) => {
  await page.goto('./#view=phases&ph=lhce');
  await expect(page.locator(ready)).toBeVisible();
  const handle = page.getByRole('slider', { name: 'Salt in clusters: diluent per salt' });
  const before = await handle.getAttribute('aria-valuetext');
  await handle.press('PageDown');
  await handle.press('PageUp');
  await handle.press('PageUp');
  await expect(handle).not.toHaveAttribute('aria-valuetext', before ?? '');
  await expect(page).toHaveURL(/feed=/);
  await expect(page.locator(ready)).toBeVisible();
});

test('without a reason to gather there are none', async ({ page }) => {
  await page.goto('./#view=phases&ph=lhce&par=A13:0');
  await expect(page.locator(ready)).toContainText('No clusters');
});
