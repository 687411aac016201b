import { Library } from '../../web/src/library';
import { fromLink, type State, toLink } from '../../web/src/state';
import { expect, test } from './laboratory';

test('a reload from the link gives the same page', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Add a solvent').click();
  await page.getByRole('combobox', { name: 'Find a solvent' }).fill('DEC');
  await lab.match(/^DEC/).click();
  await lab.amount('EC').fill('25');
  await lab.amount('EC').press('Enter');
  await lab.button('Lock DEC').click();
  const field = page.getByRole('textbox', { name: 'Temperature', exact: true });
  await field.fill('-10');
  await field.press('Enter');
  const url = await lab.link(/mix=EC:25;.*&t=-10&lock=3/);
  const [kappa, amounts] = [await lab.kappa(), await lab.amounts('EC', 'EMC', 'DEC')];

  await page.goto('about:blank');
  await page.goto(url);
  await expect.poll(() => lab.kappa()).toBe(kappa);
  expect(await lab.amounts('EC', 'EMC', 'DEC')).toEqual(amounts);
  await expect(field).toHaveValue('\u221210');
  await expect(lab.share('DEC')).toBeDisabled();
  expect(page.url()).toBe(url);
});

test('bad values in a link are told and the rest is kept', async ({ lab, page }) => {
  await lab.open('mix=EC:40;Unobtainium:20;DMC:much;EMC:60&t=warm&salt=LiBF4:1m&colour=red&lock=9');
  const notice = page.locator('.notice');
  await expect(notice).toContainText('Part of the link was not understood');
  for (const words of ['Unobtainium', 'DMC:much', 'warm', 'colour', '“9”']) {
    await expect(notice).toContainText(words);
  }
  expect(await lab.amounts('EC', 'EMC', 'LiBF4')).toEqual([40, 60, 1]);
  await expect(page.getByRole('textbox', { name: 'Temperature', exact: true })).toHaveValue('25');
  await lab.button('Dismiss').click();
  await expect(notice).toBeHidden();
});

test('a bad SMILES in a link is left out with the reason', async ({ lab, page }) => {
  await lab.open('mix=EC:40;~CC(=O:20;EMC:60');
  await expect(page.locator('.notice')).toContainText('CC(=O is left out:');
  expect(await lab.amounts('EC', 'EMC')).toEqual([40, 60]);
  await expect(page.locator('.view-electrolyte .row')).toHaveCount(4);
});

test('hostile links only ever give messages', async ({ lab, page }) => {
  for (const fragment of [
    '%E0%A4%A',
    'mix=&basis=&salt=&t=&lock=&limit=',
    'mix=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E:3',
    `mix=${'EC:1,'.repeat(2000)}`,
    'mix=EC:1e999;EMC:-5&t=NaN',
    'mix=__proto__:1&limit=__proto__:1..2&constructor=1',
  ]) {
    await page.goto('about:blank');
    await lab.open(fragment);
    await expect(page.locator('.notice')).toBeVisible();
    await expect(page.locator('img')).toHaveCount(0);
  }
});

test('a link pasted into the open page is followed and can be undone', async ({ lab, page }) => {
  await lab.open();
  await page.evaluate(() => {
    location.hash = 'mix=PC:100&salt=LiBF4:1m';
  });
  await expect(lab.amount('PC')).toHaveValue('100');
  await lab.button('Undo').first().click();
  await expect(lab.amount('EMC')).toHaveValue('70');
});

test('copies the link and the JSON request', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open('mix=EC:40;EMC:60&t=30');
  await lab.button('Copy link').click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await copied()).toMatch(/#v=1&mix=EC:40;EMC:60&basis=mass&salt=LiPF6:1m&t=30$/);
  await lab.button('Copy JSON').click();
  await expect(page.getByText('Request copied')).toBeVisible();
  expect(JSON.parse(await copied())).toEqual({
    components: [
      { species: 'EC', amount: 40 },
      { species: 'EMC', amount: 60 },
    ],
    basis: 'mass',
    salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
    temperature_K: 303.15,
    properties: ['conductivity_mS_per_cm', 'density_g_per_cm3', 'viscosity_mPa_s'],
    gradient: true,
  });
});

test.describe('the table of keys', () => {
  const species = (id: string, role: 'solvent' | 'salt') => ({
    id,
    name: id,
    aliases: [],
    smiles: id,
    role,
    formula: '',
    molar_mass_g_per_mol: 1,
    trained: true,
  });
  const library = new Library([
    species('EC', 'solvent'),
    species('EMC', 'solvent'),
    species('DMC', 'solvent'),
    species('AN', 'solvent'),
    species('Benzene', 'solvent'),
    species('1,4-Dioxane', 'solvent'),
    species('DME', 'solvent'),
    species('TTE', 'solvent'),
    species('LiPF6', 'salt'),
    species('LiFSI', 'salt'),
  ]);

  test('reads back what it writes', () => {
    const state: State = {
      view: 'binary',
      pair: [{ smiles: 'ClC(Cl)Cl' }, { species: '1,4-Dioxane' }],
      mole_fraction: 0.125,
      components: [
        { molecule: { species: 'EC' }, amount: 33.3333, locked: true, limits: { min: 10 } },
        { molecule: { smiles: 'C/C=C\\C#N%10[13C@H](:c:c)' }, amount: 0, locked: false, limits: {} },
        { molecule: { species: '1,4-Dioxane' }, amount: 66.25, locked: false, limits: { min: 5, max: 70.5 } },
      ],
      basis: 'volume',
      salt: { molecule: { species: 'LiPF6' }, amount: 1.25, unit: 'mol/l', locked: true, limits: { max: 2 } },
      temperature_C: -12.5,
      design: {
        goals: [
          { sense: 'nearest', property: 'density_g_per_cm3', value: 1.2, weight: 1 },
          { sense: 'lowest', property: 'viscosity_mPa_s', value: 0, weight: 2.5 },
        ],
        needs: [
          { of: 'property', property: 'excess_enthalpy_J_per_mol', end: 'at_least', value: -20 },
          { of: 'width', property: 'conductivity_mS_per_cm', end: 'at_most', value: 0.8 },
          { of: 'sum', molecules: [{ species: 'EC' }, { species: '1,4-Dioxane' }], end: 'equals', value: 40 },
          {
            of: 'ratio',
            molecules: [{ species: '1,4-Dioxane' }, { species: 'EC' }],
            end: 'at_most',
            value: 2,
          },
        ],
        cautious: true,
        ground: 'known ground',
        temperature: { free: true, min: -10 },
        oneLiquid: { on: true, low: -30, high: 45.5 },
        most: 2,
      },
      phases: {
        section: 'lhce',
        range_C: [-30, 62.5],
        third: { species: 'DMC' },
        blend: [0.25, 0.25, 0.5],
        system: [{ species: 'LiPF6' }, { species: 'DMC' }, { smiles: 'FC(F)(F)COCC(F)(F)F' }],
        feed: [0.2, 0.3, 0.5],
        assumed: { A13: 4.5, C: -2 },
      },
      map: 'density_g_per_cm3',
    };
    const { state: read, problems } = fromLink(toLink(state), library);
    expect(problems).toEqual([]);
    expect(read).toEqual(state);
  });

  test('has readable defaults', () => {
    const { state, problems } = fromLink('', library);
    expect(problems).toEqual([]);
    expect(toLink(state)).toBe('v=1&mix=EC:30;EMC:70&basis=mass&salt=LiPF6:1m&t=25');
  });

  test('takes ids in any case and keeps their spelling', () => {
    expect(toLink(fromLink('mix=ec:1;dmc:2', library).state)).toContain('mix=EC:1;DMC:2');
  });

  for (const [fragment, words] of [
    ['v=2', 'version “2”'],
    ['mix=EC:1;EC:2', 'already there'],
    ['view=both', 'electrolyte, binary, design or phases'],
    ['goal=most:conductivity', 'max, min or near'],
    ['goal=near:density', 'max, min or near'],
    ['goal=max:taste', 'max, min or near'],
    ['need=viscosity:3', 'is not a limit'],
    ['need=sum(1,7):..40', 'is not a limit'],
    ['need=ratio(1,1):..2', 'is not a limit'],
    ['heat=40..10', 'lower and an upper end'],
    ['one=60..-20', 'lower and an upper temperature'],
    ['one=20', 'lower and an upper temperature'],
    ['count=double', 'cautious or left out'],
    ['ground=holy', 'known, any or left out'],
    ['ph=map', 'mix or lhce'],
    ['range=20..25', 'at least 10 °C apart'],
    ['sys=LiPF6;DMC', 'a salt, a solvent and a diluent'],
    ['sys=DMC;DMC;EC', '“DMC” is not a salt'],
    ['feed=1:2', 'three amounts'],
    ['feed=0:0:0', 'three amounts'],
    ['par=A12:1;B:2', 'one of A12, A13'],
    ['par=A13:99', 'from 0 to 6'],
    ['pair=EC', 'names two molecules'],
    ['pair=EC;Foo', '“Foo” is not a solvent'],
    ['x=1.5', 'from 0 to 1'],
    ['basis=weight', 'not “weight”'],
    ['salt=LiPF6:1', 'm (mol/kg) or M (mol/l)'],
    ['salt=EC:1m', '“EC” is not a salt'],
    ['t=400', '−73 to 126'],
    ['t=1&t=2', 'given twice'],
    ['limit=1:50..10', 'lower and an upper end'],
    ['limit=7:1..2', 'counts solvents'],
    ['lock=0', 'counts solvents'],
    ['mix=~C C:1', 'not a SMILES'],
  ] as const) {
    test(`says what is wrong with ${fragment}`, () => {
      const { state, problems } = fromLink(fragment, library);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(words);
      expect(state.components.length).toBeGreaterThan(0);
    });
  }
});
