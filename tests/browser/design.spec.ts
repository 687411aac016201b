import type { Locator, Page } from '@playwright/test';
import { expect, type Laboratory, test } from './laboratory';

const carbonates = 'view=design&mix=EC:30;EMC:70;DMC:0';

/** Opens the design view and waits for the model. */
async function open(lab: Laboratory, fragment = 'view=design'): Promise<void> {
  await lab.page.goto(`./#${fragment}`);
  await expect(lab.kappaText).toHaveText(/\d/);
  await expect(lab.page.getByRole('heading', { name: 'What to look for' })).toBeVisible();
}

const answer = (page: Page) => page.getByRole('region', { name: 'The answer' });
const find = async (lab: Laboratory) => {
  await lab.page.getByRole('button', { name: /^Find (the mixture|again)$/ }).click();
};
const numberIn = async (locator: Locator) => Number((await locator.innerText()).replace('\u2212', '-'));

test('finds a better mixture and says from what to what', async ({ lab, page }) => {
  await open(lab, carbonates);
  await find(lab);
  await expect(page.locator('.answer .gain-percent')).toHaveText(/^\+\d+ %$/);
  const after = await numberIn(page.locator('.answer .gain-after'));
  expect(after).toBeGreaterThan(await numberIn(page.locator('.answer .gain-before')));
  await expect(answer(page)).toContainText('90 % interval');
  await expect(answer(page).locator('.badge')).toHaveText(/Known ground|Caution/);
  await expect(page.locator('.recipe li')).toHaveCount(4);
  await expect(page.locator('.sensitivity li')).toHaveCount(3);
  await expect(answer(page).getByRole('status').last()).toHaveText(/^Found: conductivity from .* mS\/cm, /);
  // Nothing moved yet.
  expect(await lab.amounts('EC', 'EMC', 'DMC')).toEqual([30, 70, 0]);
});

test('keeps the limits and says what holds the mixture back', async ({ lab, page }) => {
  await open(lab, `${carbonates}&need=viscosity:..0.8;sum(1,2):..20`);
  await find(lab);
  const [ec = 0, emc = 0] = await Promise.all(
    [0, 1].map((i) => numberIn(page.locator('.recipe li').nth(i).locator('b'))),
  );
  expect(ec + emc).toBeLessThanOrEqual(20.1);
  const viscosity = await numberIn(page.locator('.also b'));
  expect(viscosity).toBeLessThanOrEqual(0.8);
  await expect(page.locator('.held')).toContainText('EC + EMC at most 20 %');
  await expect(page.locator('.held')).toContainText(/Relaxing it by 1 % buys about .* mS\/cm more\./);
});

test('says which limit cannot be met', async ({ lab, page }) => {
  await open(lab, `${carbonates}&need=density:..1.3;viscosity:..0.3`);
  await find(lab);
  await expect(answer(page).getByRole('alert')).toHaveText(
    /^Viscosity at most 0\.3 mPa s cannot be met together with the other limits; the nearest found is 0\.\d+ mPa s\.$/,
  );
  await expect(page.locator('.need').nth(1)).toContainText('This cannot be met.');
  await expect(page.locator('.need').first()).not.toContainText('This cannot be met.');
  // Changing the limit takes the complaint back.
  await page.getByLabel('Limit 2: value').fill('0.9');
  await page.getByLabel('Limit 2: value').press('Enter');
  await expect(page.getByText('This cannot be met.')).toBeHidden();
  await find(lab);
  await expect(page.locator('.answer .gain-after')).toBeVisible();
  await expect(answer(page).getByRole('alert')).toBeHidden();
});

test('uses the mixture and goes back', async ({ lab, page }) => {
  await open(lab, carbonates);
  await find(lab);
  const found = await page.locator('.recipe b').allInnerTexts();
  await lab.button('Use this mixture').click();
  const amounts = await lab.amounts('EC', 'EMC', 'DMC');
  amounts.forEach((amount, i) => expect(amount).toBeCloseTo(Number(found[i]), 0));
  await expect(page.getByText('This mixture is in the composer now.')).toBeVisible();
  await expect(lab.button('Back to the mixture before')).toBeFocused();
  // The model says of the applied mixture what the answer said.
  await expect(lab.kappaText).toHaveText(await page.locator('.answer .gain-after').innerText());
  await lab.button('Back to the mixture before').click();
  expect(await lab.amounts('EC', 'EMC', 'DMC', 'LiPF6')).toEqual([30, 70, 0, 1]);
  await expect(lab.button('Use this mixture')).toBeFocused();
  // Undo of the page knows it too.
  await page.keyboard.press('Control+z');
  expect(await lab.amounts('EC', 'EMC', 'DMC')).toEqual(amounts);
});

test('an answer to another question says so', async ({ lab, page }) => {
  await open(lab, carbonates);
  await find(lab);
  await expect(lab.button('Use this mixture')).toBeVisible();
  await lab.button('Lock EC').click();
  await expect(page.getByText('The question has changed since; find again.')).toBeVisible();
  await expect(lab.button('Use this mixture')).toBeHidden();
});

test('locks hold, and the temperature moves only where it may', async ({ lab, page }) => {
  await open(lab, `${carbonates}&lock=1;salt&heat=20..35`);
  await find(lab);
  const rows = page.locator('.recipe li');
  await expect(rows.first()).toHaveText(/before 30 →  after 30 %$/);
  await expect(rows.last()).toContainText('25 → 35 °C');
  await expect(page.locator('.held')).toContainText('Temperature at its upper bound, 35 °C');
});

test('two goals, with the worth of the second', async ({ lab, page }) => {
  await open(lab, carbonates);
  await lab.button('Add a second goal').click();
  await expect(page.getByLabel('Second goal: direction')).toBeFocused();
  await page.getByLabel('Worth of one unit of the second goal').fill('50');
  await page.getByLabel('Worth of one unit of the second goal').press('Enter');
  await lab.link(/goal=max:conductivity;min:viscosity\*50/);
  await find(lab);
  await expect(page.locator('.gain-block')).toHaveCount(2);
  const thin = await numberIn(page.locator('.gain-block.second .gain-after'));
  expect(thin).toBeLessThan(await numberIn(page.locator('.gain-block.second .gain-before')));
  await lab.button('Remove the second goal').click();
  await lab.link(/goal=max:conductivity(&|$)/);
});

test('comes close to a value', async ({ lab, page }) => {
  await open(lab, carbonates);
  await page.getByLabel('Goal: direction').selectOption('closest');
  await page.getByLabel('Goal: property').selectOption('density');
  await page.getByLabel('Goal: value to come close to').fill('1.15');
  await page.getByLabel('Goal: value to come close to').press('Enter');
  await find(lab);
  await expect(page.locator('.answer .gain-after')).toHaveText('1.1500');
});

test('stays one liquid, over temperatures that one can set', async ({ lab, page }) => {
  await open(lab, 'view=design&mix=~CO:60;~C1CCCCC1:40&basis=mole&goal=near:molar_volume:96&ground=any');
  await find(lab);
  const free = await numberIn(page.locator('.answer .gain-after'));
  expect(free).toBeCloseTo(96, 1);
  await page.getByRole('switch', { name: /Stays one liquid/ }).check();
  await lab.link(/one=-20\.\.60/);
  await page.getByLabel('One liquid: lowest temperature').fill('0');
  await page.getByLabel('One liquid: lowest temperature').press('Enter');
  await lab.link(/one=0\.\.60/);
  await find(lab);
  await expect(page.locator('.answer')).toContainText('One liquid at 0 °C: a step further it separates');
  expect(Math.abs((await numberIn(page.locator('.answer .gain-after'))) - 96)).toBeGreaterThan(1);
});

test('everything in the link is as it was', async ({ lab, page }) => {
  await open(lab, carbonates);
  await lab.button('Add a limit').click();
  await expect(page.getByLabel('Limit 1: of what')).toBeFocused();
  await page.getByLabel('Limit 1: of what').selectOption('ratio');
  await page.getByLabel('Limit 1: kind').selectOption('exactly');
  await page.getByLabel('Limit 1: second solvent').selectOption('DMC');
  await page.getByLabel('Limit 1: value').fill('0.5');
  await page.getByLabel('Limit 1: value').press('Enter');
  await page.getByRole('switch', { name: /unfavourable end/ }).check();
  await page.getByRole('radio', { name: 'anywhere' }).check();
  await page.getByRole('switch', { name: 'The temperature may move' }).check();
  await page.getByLabel('Highest temperature allowed').fill('40');
  await page.getByLabel('Highest temperature allowed').press('Enter');
  const url = await lab.link(
    /view=design.*goal=max:conductivity&need=ratio\(1,3\):=0\.5&heat=\.\.40&count=cautious&ground=any$/,
  );
  await find(lab);
  const found = await page.locator('.answer .gain').innerText();
  await page.goto('about:blank');
  await page.goto(url);
  await expect(page.getByLabel('Limit 1: second solvent')).toHaveValue('2');
  await expect(page.getByRole('switch', { name: /unfavourable end/ })).toBeChecked();
  await find(lab);
  await expect(page.locator('.answer .gain')).toHaveText(found, { useInnerText: true });
  expect(page.url()).toBe(url);
});

test('bad limits in a link are told and the rest is kept', async ({ lab, page }) => {
  await open(lab, 'view=design&need=viscosity:..0.9;taste:..3&goal=max:density;max:&ground=moon');
  const notice = page.locator('.notice');
  for (const words of ['taste:..3', 'max:', 'moon']) await expect(notice).toContainText(words);
  await expect(page.getByLabel('Goal: property')).toHaveValue('density_g_per_cm3');
  await expect(page.getByLabel('Limit 1: value')).toHaveValue('0.9');
});

test('a limit whose solvent has gone says so and holds nothing', async ({ lab, page }) => {
  await open(lab, `${carbonates}&need=sum(2):..10`);
  await lab.button('Remove EMC').click();
  await expect(page.getByText('A solvent of this limit is no longer in the mixture')).toBeVisible();
  await find(lab);
  await expect(page.locator('.answer .gain-after')).toBeVisible();
  await expect(page.locator('.recipe')).not.toContainText('EMC');
});

test('with nothing free it says what to do', async ({ lab, page }) => {
  await open(lab, 'view=design&lock=1;2;salt');
  await find(lab);
  await expect(answer(page).getByRole('alert')).toHaveText(/^Nothing is free to move:/);
});

test('a run can be stopped, and the next one starts afresh', async ({ lab, page }) => {
  // The worker of the design runs never gets its weights until it is stopped.
  await lab.open();
  let held = true;
  await page.route('**/*.safetensors', (route) => (held ? undefined : route.continue()));
  await page.getByRole('tab', { name: 'Design' }).click();
  await find(lab);
  await expect(lab.button('Stop')).toBeFocused();
  // The page itself goes on.
  const before = await lab.kappa();
  await lab.share('EC').focus();
  await page.keyboard.press('PageUp');
  await lab.kappaAfter(before);
  await lab.button('Stop').click();
  await expect(answer(page).getByRole('alert')).toHaveText('Stopped before there was an answer.');
  held = false;
  await find(lab);
  await expect(page.locator('.answer .gain-after')).toBeVisible();
});

test('one composer serves both views', async ({ lab, page }) => {
  await open(lab, carbonates);
  await page.getByRole('tab', { name: 'Electrolyte' }).click();
  await expect(page.locator('#composer-heading')).toHaveCount(1);
  await expect(page.locator('.view-electrolyte .composer')).toBeVisible();
  await page.getByRole('tab', { name: 'Design' }).click();
  await expect(page.locator('.view-design .composer')).toBeVisible();
  expect(await lab.amounts('EC', 'EMC', 'DMC')).toEqual([30, 70, 0]);
});

test('everything can be done by keys alone', async ({ lab, page }) => {
  await open(lab, carbonates);
  const { keyboard } = page;
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(answer(page)).toBeFocused();
  await keyboard.press('Tab');
  await expect(lab.button('Find the mixture')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.locator('.answer .gain-after')).toBeVisible();
  const start = lab.button('Find again');
  await expect(start).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(lab.button('Back to the mixture before')).toBeFocused();
  await keyboard.press('Enter');
  expect(await lab.amounts('EC', 'EMC', 'DMC')).toEqual([30, 70, 0]);
  await page.getByLabel('Goal: direction').focus();
  await keyboard.press('ArrowDown');
  await expect(page.getByLabel('Goal: direction')).toHaveValue('lowest');
  // The field was built anew; the focus stayed.
  await expect(page.getByLabel('Goal: direction')).toBeFocused();
});

test('copies the request as JSON', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(lab, 'view=design&need=viscosity:..0.9;sum(1,2):..100&ground=known&count=cautious');
  await lab.button('Copy JSON').click();
  await expect(page.getByText('Request copied')).toBeVisible();
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual({
    components: [
      { species: 'EC', amount: 30, locked: false },
      { species: 'EMC', amount: 70, locked: false },
    ],
    basis: 'mass',
    salt: { species: 'LiPF6', molality_mol_per_kg: 1, locked: false },
    temperature_K: 298.15,
    goal: { maximize: 'conductivity_mS_per_cm' },
    limits: [
      { property: 'viscosity_mPa_s', at_most: 0.9 },
      { sum_of: [0, 1], at_most: 1 },
    ],
    cautious: true,
    domain_at_least: 'known ground',
  });
});

test('measured values stand beside the predicted ones', async ({ lab, page }) => {
  await open(lab);
  const table = page.getByLabel('Table of measured values');
  await table.fill('EC_EMC|30_70|LiPF6|1, 9.1\nEC_EMC|50_50|LiPF6|1, 99\nnonsense|1, 2');
  await expect(page.locator('.measured-summary')).toHaveText(
    /^2 mixtures: off by \d.* mS\/cm on average, \u2212\d.* with sign; 1 of 2 inside the 90 % interval\.$/,
  );
  await expect(page.locator('.measured-problems')).toContainText(
    'Line 3: the percentages in "nonsense|1" make 1; they should make 100',
  );
  await expect(page.locator('.parity .pair')).toHaveCount(2);
  await expect(page.locator('.measured tbody tr').first()).toContainText(
    `9.1${await lab.kappaText.innerText()}`,
  );
  await table.fill('');
  await expect(page.locator('.parity')).toHaveCount(0);
});

test('the answer is copied as CompositionID', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(lab, 'view=design&mix=EC:50;DMC:50&limit=1:40..40&lock=salt');
  await find(lab);
  await lab.button('Copy as CompositionID').click();
  await expect(page.getByText('CompositionID copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('EC_DMC|40_60|LiPF6|1');
});
