import { expect, test } from './laboratory';

test('a bad SMILES gets a message beside the field and the page goes on', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  await lab.button('Add a solvent').click();
  const search = page.getByRole('combobox', { name: 'Find a solvent' });
  await search.fill('CC(=O');
  await search.press('Enter');
  await expect(search).toHaveAttribute('aria-invalid', 'true');
  const message = page.locator('.search-status');
  await expect(message).toHaveClass(/error/);
  await expect(message).toContainText('parenthesis');
  await expect(page.locator('.view-electrolyte .row')).toHaveCount(4);

  await lab.button('Cancel').click();
  await lab.dragSlider(lab.share('EC'), 0.6);
  await lab.kappaAfter(before);
});

test('a good SMILES that no library knows becomes a component', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  await lab.button('Add a solvent').click();
  const search = page.getByRole('combobox', { name: 'Find a solvent' });
  await search.fill('CCCOC(=O)OCCC');
  await search.press('Enter');
  await expect(lab.amount('CCCOC(=O)OCCC')).toHaveValue('33.33');
  await lab.kappaAfter(before);
  // Never seen in training: the ground is not known, and it says so.
  await expect(page.locator('.readout .badge')).not.toHaveText('Known ground');
  await expect(page.locator('.ground .reasons li').first()).toBeVisible();
  await lab.link(/mix=EC:20;EMC:46\.67;~CCCOC\(%3DO\)OCCC:33\.33|~CCCOC\(=O\)OCCC:33\.33/);
});

test('a library molecule is found by name, abbreviation, formula and SMILES', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Add a solvent').click();
  const search = page.getByRole('combobox', { name: 'Find a solvent' });
  const first = lab.match(/./).first();
  for (const text of ['dmc', 'Dimethyl carbonate', 'carbonate dimethyl', 'COC(=O)OC']) {
    await search.fill(text);
    await expect(first).toContainText('dimethyl carbonate');
  }
  await search.fill('diglyme');
  await expect(first).toContainText('diethylene glycol dimethyl ether');
  await expect(first).toContainText('also diglyme');
  await search.fill('C3H6O3');
  await expect(lab.match(/dimethyl carbonate/)).toBeVisible();
});

test('a molecule that is there already is not added twice', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Add a solvent').click();
  const search = page.getByRole('combobox', { name: 'Find a solvent' });
  await search.fill('EMC');
  await search.press('Enter');
  await expect(page.locator('.search-status')).toHaveText('EMC: already in the mixture.');
  await search.press('Escape');
  await expect(lab.button('Add a solvent')).toBeFocused();
});

test('another salt takes the place of the salt', async ({ lab, page }) => {
  await lab.open();
  const before = await lab.kappa();
  await page.getByRole('button', { name: /^LiPF6 .* choose another molecule$/ }).click();
  const search = page.getByRole('combobox', { name: 'Find a salt' });
  await search.fill('LiBF4');
  await search.press('Enter');
  await expect(lab.amount('LiBF4')).toHaveValue('1');
  expect(await lab.kappaAfter(before)).toBeLessThan(before);
});
