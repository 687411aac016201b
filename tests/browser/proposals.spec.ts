// What to measure next: proposed, used, saved, and corrected by what was measured.
import { expect, test } from './laboratory';

test('proposes experiments, puts one into the composer, and counts in what was measured', async ({
  lab,
  page,
}) => {
  await lab.open('view=design&mix=EC:30;EMC:70;DMC:0');
  const panel = page.getByRole('region', { name: 'What to measure next' });
  await panel.getByLabel('How many experiments').fill('3');
  await panel.getByLabel('How many experiments').press('Enter');
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.locator('tbody tr')).toHaveCount(3);
  await expect(panel.getByRole('status').first()).toHaveText(/3 mixtures proposed\. No measured values yet/);
  const expected = await panel.locator('tbody tr').first().locator('td').first().innerText();

  await page
    .getByLabel('Table of measured values')
    .fill('EC, EMC, DMC, LiPF6, measured\n30, 70, 0, 1, 5\n10, 10, 80, 1, 6\n30, 0, 0, 1, 4');
  await expect(page.locator('.measured-figure')).toBeVisible();
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.getByRole('status').first()).toHaveText(/3 measured values counted in/);
  await expect(panel.locator('tbody tr').first().locator('td').first()).not.toHaveText(expected);

  await panel.getByRole('button', { name: /^Use / }).first().click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  const save = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await save).suggestedFilename()).toBe('EC-EMC-DMC-experiments.csv');
});

test('says what it cannot propose for', async ({ lab, page }) => {
  await lab.open('view=design&goal=near:density:1.2');
  const panel = page.getByRole('region', { name: 'What to measure next' });
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.getByRole('alert')).toHaveText(/highest or lowest/);
});
