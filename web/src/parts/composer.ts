/** The mixture: which molecules, how much of each, at what temperature. */
import type { Basis, MoleculeRef } from '../../mixgrad/mixgrad.js';
import {
  added,
  converted,
  highestShare,
  isPercent,
  moveShare,
  normalised,
  removed,
  shares,
  total,
} from '../composition.js';
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { trimmed } from '../numbers.js';
import { electrolytes } from '../presets.js';
import { predictRequest, saltRange, temperatureRange } from '../requests.js';
import { bounds, type Ingredient, type Limits, type State } from '../state.js';
import { text } from '../strings/en.js';
import type { SaltUnit } from '../units.js';
import { createIngredientRow, type IngredientRow } from './ingredient-row.js';
import { createMoleculeSearch } from './molecule-search.js';
import { createPresetSelect } from './preset-select.js';
import { segments } from './segments.js';
import { createSliderField, type SliderField } from './slider-field.js';
import { createTemperatureField } from './temperature-field.js';

interface SolventRow {
  row: IngredientRow;
  quantity: SliderField;
  unit: HTMLElement;
  /** The share beside amounts that are not per cent. */
  remark: HTMLElement;
}

export function createComposer(lab: Lab): HTMLElement {
  const { store } = lab;
  const edit = (next: State) => store.change(next);
  const apply = (next: State) => store.apply(next);
  const settle = () => store.settle();

  // Basis: the mixture stays, its numbers change.
  const bases = segments(
    text.composer.basis,
    ['mass', 'mole', 'volume'],
    text.composer.basisName,
    (basis) => void changeBasis(basis),
  );
  /** The numbers before the last change of basis, so that changing back gives them exactly. */
  let lastBasis: { from: State; to: State } | null = null;
  const changeBasis = async (basis: Basis) => {
    const from = store.state;
    if (basis === from.basis) return;
    if (
      lastBasis?.to.components === from.components &&
      lastBasis.to.design === from.design &&
      lastBasis.from.basis === basis
    ) {
      const { components, design } = lastBasis.from;
      const to = { ...from, basis, components, design };
      lastBasis = { from, to };
      apply(to);
      return;
    }
    let numbers: number[];
    try {
      const { composition } = await lab.engine.run((api) => api.predict(predictRequest(from)));
      numbers = composition[basis];
    } catch {
      numbers = shares(from.components);
    }
    if (store.state !== from) return;
    const bounded = from.components.some(
      ({ limits }) => limits.min !== undefined || limits.max !== undefined,
    );
    const components = converted(from.components, numbers).map((component) => ({ ...component, limits: {} }));
    // Sums and ratios were of shares in the other basis too.
    const needs = from.design.needs.filter((need) => 'property' in need);
    const limited = needs.length < from.design.needs.length || bounded;
    const to = { ...from, basis, components, design: { ...from.design, needs } };
    lastBasis = { from, to };
    apply(to);
    if (limited) lab.notice.set({ heading: text.composer.limitsCleared(basis), lines: [] });
  };

  // Solvents
  const strip = h('div', { class: 'strip', 'aria-hidden': 'true' });
  const list = h('div', { class: 'rows', role: 'group', 'aria-label': text.composer.solvents });
  let rows: SolventRow[] = [];
  let built = '';

  const replaceAt = (index: number, change: Partial<Ingredient>): State => ({
    ...store.state,
    components: store.state.components.map((component, i) =>
      i === index ? { ...component, ...change } : component,
    ),
  });

  const createSolventRow = ({ molecule }: Ingredient, index: number): SolventRow => {
    const label = moleculeLabel(molecule);
    const unit = h('span', {});
    const remark = h('span', { class: 'remark' });
    const quantity = createSliderField({
      sliderLabel: text.composer.share(label),
      fieldLabel: text.composer.amount(label),
      unit: h('span', { class: 'unit' }, unit, remark),
      snap: 1,
      keyStep: 1,
      typed: [0, bounds.amount],
      digits: 2,
      onSlide: (percent) =>
        edit({ ...store.state, components: moveShare(store.before.components, index, percent / 100) }),
      onType: (amount) => edit(replaceAt(index, { amount })),
      onSettle: settle,
    });
    const row = createIngredientRow(lab, {
      role: 'solvent',
      untrained: text.composer.untrained,
      molecule,
      hue: hue(index),
      quantity,
      limitUnit: '%',
      limitMost: 100,
      taken: () => store.state.components.map((component) => moleculeLabel(component.molecule)),
      onReplace: (chosen) => apply(replaceAt(index, { molecule: chosen, limits: {} })),
      onLock: (locked) => apply(replaceAt(index, { locked })),
      onLimits: (limits) => apply(replaceAt(index, { limits })),
      onRemove: () => {
        apply({ ...store.state, components: removed(store.state.components, index) });
        rows[Math.min(index, rows.length - 1)]?.quantity.slider.focus();
      },
    });
    return { row, quantity, unit, remark };
  };

  const sumText = h('span', {});
  const normalise = h(
    'button',
    {
      type: 'button',
      class: 'small',
      click: () => apply({ ...store.state, components: normalised(store.state.components) }),
    },
    text.composer.normalise,
  );
  const sum = h('div', { class: 'sum', role: 'status' }, sumText, normalise);

  const add = h(
    'button',
    { type: 'button', class: 'add', click: () => openAdd() },
    icon('add'),
    text.composer.addSolvent,
  );
  const addSlot = h('div', { class: 'add-slot' }, add);
  const openAdd = () => {
    const search = createMoleculeSearch(lab, {
      role: 'solvent',
      untrained: text.composer.untrained,
      taken: store.state.components.map(({ molecule }) => moleculeLabel(molecule)),
      onChoose: (molecule) => {
        addSlot.replaceChildren(add);
        const newcomer = { molecule, amount: 0, locked: false, limits: {} };
        apply({ ...store.state, components: added(store.state.components, newcomer) });
        rows.at(-1)?.quantity.slider.focus();
      },
      onCancel: () => {
        addSlot.replaceChildren(add);
        add.focus();
      },
    });
    addSlot.replaceChildren(search.element);
    search.focus();
  };

  const updateSolvents = (state: State) => {
    const { components, basis } = state;
    const structure = JSON.stringify(components.map(({ molecule }) => molecule));
    if (structure !== built) {
      built = structure;
      rows = components.map(createSolventRow);
      list.replaceChildren(...rows.map(({ row }) => row.element));
      strip.replaceChildren(...components.map((_, i) => h('span', { class: hue(i) })));
    }
    const share = shares(components);
    const percent = isPercent(components);
    const free = components.filter(({ locked }) => !locked).length;
    components.forEach((component, i) => {
      const entry = rows[i];
      if (!entry) return;
      const own = 100 * (share[i] ?? 0);
      write(entry.unit, percent ? '%' : text.composer.parts);
      entry.quantity.update({
        position: Number(own.toFixed(2)),
        min: 0,
        max: 100,
        positionText: text.composer.shareText(own, basis),
        amount: component.amount,
        locked: component.locked,
        fixed: free < 2 || highestShare(components, i) <= 0,
        limits: component.limits,
      });
      write(entry.remark, percent ? '' : text.composer.partsShare(own));
      entry.row.update(component);
      entry.row.enableRemove(components.length > 1);
      const piece = strip.children[i] as HTMLElement | undefined;
      if (piece) piece.style.flexGrow = String(share[i] ?? 0);
    });
    write(sumText, percent ? text.composer.sumRight : text.composer.sumOther(total(components)));
    sum.classList.toggle('off', !percent);
    normalise.hidden = percent;
    add.disabled = components.length >= bounds.components;
    add.title = add.disabled ? text.composer.full(bounds.components) : '';
    bases.choose(basis);
  };

  // Salt
  const saltUnits = segments(
    text.composer.saltUnit,
    ['mol/kg', 'mol/l'],
    text.composer.saltUnitName,
    (unit) => void changeSaltUnit(unit),
  );
  let convertedSalt: { from: State['salt']; to: State['salt'] } | null = null;
  const changeSaltUnit = async (unit: SaltUnit) => {
    const from = store.state;
    if (convertedSalt?.to === from.salt && convertedSalt.from.unit === unit) {
      const salt = convertedSalt.from;
      convertedSalt = { from: from.salt, to: salt };
      apply({ ...from, salt });
      return;
    }
    let amount = from.salt.amount;
    try {
      const { composition } = await lab.engine.run((api) => api.predict(predictRequest(from)));
      amount = unit === 'mol/kg' ? composition.molality_mol_per_kg : composition.molarity_mol_per_l;
    } catch {
      // Without a prediction the number stays and only its unit changes.
    }
    if (store.state !== from) return;
    const salt = { ...from.salt, unit, amount: Number(amount.toFixed(3)), limits: {} };
    convertedSalt = { from: from.salt, to: salt };
    apply({ ...from, salt });
  };

  const saltSlot = h('div', { class: 'rows' });
  let saltRow: { row: IngredientRow; quantity: SliderField } | null = null;
  let saltBuilt = '';
  const changeSalt = (change: Partial<State['salt']>): State => ({
    ...store.state,
    salt: { ...store.state.salt, ...change },
  });
  const updateSalt = (state: State) => {
    const { salt } = state;
    const structure = JSON.stringify([salt.molecule, salt.unit]);
    if (structure !== saltBuilt || !saltRow) {
      saltBuilt = structure;
      const label = moleculeLabel(salt.molecule);
      const quantity = createSliderField({
        sliderLabel: text.composer.amount(label),
        fieldLabel: text.composer.amount(label),
        unit: h('span', { class: 'unit' }, text.composer.saltUnitName[salt.unit]),
        snap: 0.02,
        keyStep: 0.1,
        typed: [0, bounds.salt],
        digits: 3,
        onSlide: (amount) => edit(changeSalt({ amount })),
        onType: (amount) => edit(changeSalt({ amount })),
        onSettle: settle,
      });
      const row = createIngredientRow(lab, {
        role: 'salt',
        untrained: text.composer.untrained,
        molecule: salt.molecule,
        hue: 'hue-salt',
        quantity,
        limitUnit: text.composer.saltUnitName[salt.unit],
        limitMost: bounds.salt,
        taken: () => [],
        onReplace: (molecule: MoleculeRef) => apply(changeSalt({ molecule, limits: {} })),
        onLock: (locked) => apply(changeSalt({ locked })),
        onLimits: (limits: Limits) => apply(changeSalt({ limits })),
      });
      saltRow = { row, quantity };
      saltSlot.replaceChildren(row.element);
    }
    const [min, max] = saltRange(lab.about, state);
    saltUnits.choose(salt.unit);
    saltRow.quantity.update({
      position: salt.amount,
      min,
      max,
      positionText: `${trimmed(salt.amount, 3)} ${text.composer.saltUnitName[salt.unit]}`,
      amount: salt.amount,
      locked: salt.locked,
      limits: salt.limits,
    });
    saltRow.row.update(salt);
  };

  const update = () => {
    const { state } = store;
    updateSolvents(state);
    updateSalt(state);
  };
  store.changes.watch(update);
  update();

  // A complaint of the model about one ingredient stands beside it.
  const complain = () => {
    const failed = lab.engine.failed.value;
    const field = failed?.state === store.state ? (failed.error.field ?? '') : '';
    const message = failed?.error.message ?? '';
    rows.forEach(({ row }, i) => row.complain(field.startsWith(`components[${i}]`) ? message : ''));
    saltRow?.row.complain(field.startsWith('salt') ? message : '');
  };
  lab.engine.failed.watch(complain);

  return h(
    'section',
    { class: 'card composer', 'aria-labelledby': 'composer-heading' },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: 'composer-heading' }, text.composer.heading),
      createPresetSelect(lab, text.composer.presets, text.composer.ownMixture, electrolytes),
    ),
    h('div', { class: 'sub-head' }, h('h3', {}, text.composer.solvents), bases.element),
    strip,
    list,
    sum,
    addSlot,
    h('div', { class: 'sub-head' }, h('h3', {}, text.composer.salt), saltUnits.element),
    saltSlot,
    ...createTemperatureField(lab, (state) => temperatureRange(lab.about, state)),
  );
}
