/** What to look for: the goal in a sentence, limits, what may move, and how careful to be. */
import type { DesignProperty } from '../../mixgrad/mixgrad.js';
import {
  type Design,
  designBounds,
  designProperties,
  type End,
  ends,
  type Goal,
  type Need,
  positionsOf,
  type Sense,
  senses,
} from '../design.js';
import { h, set, write } from '../dom.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel, sameMolecule, shortLabel } from '../library.js';
import { celsius } from '../requests.js';
import { bounds, type State } from '../state.js';
import { text } from '../strings/en.js';
import { createCandidates } from './candidates.js';
import { createNumberInput, type NumberInput } from './number-input.js';
import { type Choice, createSelect } from './select.js';
import { segments } from './segments.js';
import { createSwitch } from './switch.js';

const words = text.design;
const properties = Object.values(designProperties);
const propertyChoices: Choice[] = properties.map((value) => ({ value, label: words.property[value] }));

/** Where a limit starts when it is chosen; ordinary values. */
const ordinary: Record<DesignProperty, number> = {
  conductivity_mS_per_cm: 8,
  viscosity_mPa_s: 1,
  density_g_per_cm3: 1.2,
  molar_volume_cm3_per_mol: 90,
  excess_volume_cm3_per_mol: 0,
  excess_enthalpy_J_per_mol: 0,
  excess_gibbs_J_per_mol: 0,
};

export interface Question {
  element: HTMLElement;
  /** A limit of the page that could not be met, and why; null takes the complaint back. */
  complain(need: number | null, message: string): void;
}

export function createDesignQuestion(lab: Lab): Question {
  const { store } = lab;
  const apply = (change: Partial<Design>) =>
    store.apply({ ...store.state, design: { ...store.state.design, ...change } });
  const design = () => store.state.design;

  /** Fields that follow the state without being built anew. */
  let followers: (() => void)[] = [];
  const follow = (field: NumberInput, value: () => number | undefined): NumberInput => {
    followers.push(() => field.show(value()));
    field.show(value());
    return field;
  };

  // Goals
  const changeGoal = (index: number, change: Partial<Goal>) =>
    apply({ goals: design().goals.map((goal, i) => (i === index ? { ...goal, ...change } : goal)) });
  const createGoal = ({ sense, property }: Goal, index: number): HTMLElement => {
    const which = words.goalName(index);
    const value = follow(
      createNumberInput({
        label: words.aim(which),
        low: -designBounds.value,
        high: designBounds.value,
        onChange: (aim) => changeGoal(index, { value: aim ?? 0 }),
      }),
      () => design().goals[index]?.value,
    );
    const worth = follow(
      createNumberInput({
        label: words.worth,
        low: 0,
        high: designBounds.weight,
        onChange: (weight) => changeGoal(index, { weight: weight ?? 1 }),
      }),
      () => design().goals[index]?.weight,
    );
    const first = design().goals[0] as Goal;
    return h(
      'div',
      { class: 'goal', role: 'group', 'aria-label': which },
      h(
        'div',
        { class: 'sentence' },
        h('span', { class: 'goal-lead' }, index === 0 ? words.find : words.and),
        createSelect(
          words.senseOf(which),
          senses.map((name) => ({ value: name, label: words.sense[name] })),
          sense,
          (chosen) =>
            changeGoal(index, {
              sense: chosen as Sense,
              ...(chosen === 'nearest' && { value: ordinary[property] }),
            }),
        ),
        createSelect(words.propertyOf(which), propertyChoices, property, (chosen) =>
          changeGoal(index, {
            property: chosen as DesignProperty,
            value: ordinary[chosen as DesignProperty],
          }),
        ),
        sense === 'nearest' && h('span', { class: 'phrase' }, words.to, value.input, words.unit[property]),
        index > 0 && removeButton(words.removeGoal, () => apply({ goals: design().goals.slice(0, 1) })),
      ),
      index > 0 &&
        h(
          'p',
          { class: 'sentence worth' },
          h(
            'span',
            { class: 'phrase' },
            words.worthLead(property, sense),
            worth.input,
            first.sense === 'nearest' ? words.worthOfFirst : words.unit[first.property],
          ),
        ),
      h('p', { class: 'hint' }, words.propertyHint[property]),
      value.error,
      worth.error,
    );
  };
  const goals = h('div', { class: 'goals' });
  const addGoal = addButton(words.addGoal, () => {
    const [first] = design().goals as [Goal];
    const second: Goal =
      first.property === 'viscosity_mPa_s'
        ? { sense: 'highest', property: 'conductivity_mS_per_cm', value: 0, weight: 1 }
        : { sense: 'lowest', property: 'viscosity_mPa_s', value: 0, weight: 1 };
    apply({ goals: [first, second] });
    goals.querySelectorAll('select')[2]?.focus();
  });

  // Limits
  const changeNeed = (index: number, need: Need) =>
    apply({ needs: design().needs.map((other, i) => (i === index ? need : other)) });
  const chosenSubject = (subject: string, { end, value }: Need): Need => {
    const [of, property] = subject.split(':') as [Need['of'], DesignProperty];
    const molecules = store.state.components.map(({ molecule }) => molecule);
    if (of === 'width') return { of, property, end: 'at_most', value: words.smallWidth[property] };
    if (of === 'property') return { of, property, end, value: ordinary[property] };
    if (of === 'sum') return { of, molecules: molecules.slice(0, 1), end, value: 50 };
    return { of, molecules: molecules.slice(0, 2), end, value: of === 'ratio' ? 1 : value };
  };
  const problems: HTMLElement[] = [];
  const createNeed = (need: Need, index: number): HTMLElement => {
    const { components } = store.state;
    const name = words.needName(index);
    const subjects: Choice[] = [
      ...properties.map((property) => ({
        value: `property:${property}`,
        label: words.property[property],
        group: words.groupProperty,
      })),
      ...properties.map((property) => ({
        value: `width:${property}`,
        label: words.widthOf(property),
        group: words.groupWidth,
      })),
      { value: 'sum', label: words.sumOf, group: words.groupAmounts },
      ...(components.length > 1 ? [{ value: 'ratio', label: words.ratioOf, group: words.groupAmounts }] : []),
    ];
    const unit =
      'property' in need
        ? words.unit[need.property]
        : need.of === 'sum'
          ? words.percentUnit
          : words.ratioUnit;
    const free = need.of === 'property';
    const value = follow(
      createNumberInput({
        label: words.needValue(name),
        low: free ? -designBounds.value : 0,
        high: need.of === 'sum' ? 100 : designBounds.value,
        onChange: (given) => changeNeed(index, { ...(design().needs[index] as Need), value: given ?? 0 }),
      }),
      () => design().needs[index]?.value,
    );
    const problem = h('p', { class: 'error need-problem', hidden: true });
    problems[index] = problem;
    return h(
      'div',
      { class: 'need', role: 'group', 'aria-label': name },
      createSelect(
        words.needSubject(name),
        subjects,
        'property' in need ? `${need.of}:${need.property}` : need.of,
        (subject) => changeNeed(index, chosenSubject(subject, design().needs[index] as Need)),
      ),
      removeButton(words.removeNeed(name), () => {
        apply({ needs: design().needs.filter((_, i) => i !== index) });
        addNeed.focus();
      }),
      'molecules' in need && createMolecules(need, index, name),
      h(
        'div',
        { class: 'need-bound' },
        need.of === 'width'
          ? h('span', { class: 'phrase' }, words.end.at_most)
          : createSelect(
              words.needEnd(name),
              ends.map((end) => ({ value: end, label: words.end[end] })),
              need.end,
              (end) => changeNeed(index, { ...(design().needs[index] as Need), end: end as End }),
            ),
        value.input,
        h('span', { class: 'unit' }, unit),
      ),
      value.error,
      problem,
    );
  };
  const createMolecules = (
    need: Need & { of: 'sum' | 'ratio' },
    index: number,
    name: string,
  ): HTMLElement => {
    const { components } = store.state;
    if (!positionsOf(need.molecules, components)) {
      return h('p', { class: 'hint need-molecules' }, words.gone);
    }
    if (need.of === 'sum') {
      const chips = components.map(({ molecule }, i) => {
        const label = shortLabel(molecule);
        const box = h('input', {
          type: 'checkbox',
          'data-key': `${name} ${moleculeLabel(molecule)}`,
          change: () => {
            const kept = components.flatMap(({ molecule: other }) => {
              const was = need.molecules.some((one) => sameMolecule(one, other));
              return (sameMolecule(other, molecule) ? box.checked : was) ? [other] : [];
            });
            // A sum of nothing says nothing.
            if (kept.length === 0) box.checked = true;
            else changeNeed(index, { ...need, ...values(index), molecules: kept });
          },
        });
        box.checked = need.molecules.some((one) => sameMolecule(one, molecule));
        return h('label', { class: `chip ${hue(i)}` }, box, h('span', {}, label));
      });
      return h(
        'fieldset',
        { class: 'chips need-molecules' },
        h('legend', { class: 'visually-hidden' }, words.summed(name)),
        ...chips,
      );
    }
    const choose = (place: 0 | 1) =>
      createSelect(
        words.ratioPart(name, place),
        components.map(({ molecule }, i) => ({ value: String(i), label: shortLabel(molecule) })),
        String(positionsOf([need.molecules[place] as (typeof need.molecules)[number]], components)?.[0]),
        (chosen) => {
          const molecule = components[Number(chosen)]?.molecule;
          const [a, b] = need.molecules;
          if (!molecule || !a || !b) return;
          const other = place === 0 ? b : a;
          // The other one gives way: a ratio is of two.
          const partner = sameMolecule(molecule, other) ? (place === 0 ? a : b) : other;
          changeNeed(index, {
            ...need,
            ...values(index),
            molecules: place === 0 ? [molecule, partner] : [partner, molecule],
          });
        },
      );
    return h('div', { class: 'ratio need-molecules' }, choose(0), h('span', {}, words.to), choose(1));
  };
  const values = (index: number) => {
    const { end, value } = design().needs[index] as Need;
    return { end, value };
  };
  const needs = h('div', { class: 'needs' });
  const noNeeds = h('p', { class: 'hint' }, words.noNeeds);
  const addNeed = addButton(words.addNeed, () => {
    const taken = new Set(design().needs.flatMap((need) => ('property' in need ? [need.property] : [])));
    const goal = design().goals[0]?.property;
    const order: DesignProperty[] = ['viscosity_mPa_s', 'density_g_per_cm3', 'conductivity_mS_per_cm'];
    const property = order.find((one) => one !== goal && !taken.has(one)) ?? 'viscosity_mPa_s';
    const end = property === 'conductivity_mS_per_cm' ? 'at_least' : 'at_most';
    apply({ needs: [...design().needs, { of: 'property', property, end, value: ordinary[property] }] });
    needs.lastElementChild?.querySelector('select')?.focus();
  });

  const oneLiquid = createSwitch(words.oneLiquid, words.oneLiquidHint, (on) =>
    apply({ oneLiquid: { ...design().oneLiquid, on } }),
  );
  const oneLiquidField = (end: 'low' | 'high') =>
    createNumberInput({
      label: words.oneLiquidEnd[end],
      low: bounds.temperature_C[0],
      high: bounds.temperature_C[1],
      digits: 2,
      onChange: (value) => {
        const range = { ...design().oneLiquid, [end]: value ?? 0 };
        oneLiquidProblem.hidden = range.low <= range.high;
        write(oneLiquidProblem, oneLiquidProblem.hidden ? '' : text.composer.badLimits);
        if (oneLiquidProblem.hidden) apply({ oneLiquid: range });
      },
    });
  const [coldest, hottest] = [oneLiquidField('low'), oneLiquidField('high')];
  const oneLiquidProblem = h('p', { class: 'error', role: 'status', hidden: true });
  const oneLiquidRange = h(
    'div',
    { class: 'heat' },
    h('span', {}, words.heatFrom),
    coldest.input,
    h('span', {}, text.composer.to),
    hottest.input,
    h('span', {}, '°C'),
    coldest.error,
    hottest.error,
    oneLiquidProblem,
  );

  // What may move
  const free = h('p', { class: 'hint' });
  const saltMoves = createSwitch(words.saltMoves, '', (on) =>
    store.apply({ ...store.state, salt: { ...store.state.salt, locked: !on } }),
  );
  const temperatureMoves = createSwitch(words.temperatureMoves, '', (on) =>
    apply({ temperature: { ...design().temperature, free: on } }),
  );
  const heatField = (end: 'min' | 'max') =>
    createNumberInput({
      label: words.heat[end],
      low: bounds.temperature_C[0],
      high: bounds.temperature_C[1],
      optional: true,
      digits: 2,
      onChange: (value) => {
        const { [end]: _, ...rest } = design().temperature;
        const temperature: Design['temperature'] = { ...rest, ...(value !== undefined && { [end]: value }) };
        const { min, max } = temperature;
        heatProblem.hidden = !(min !== undefined && max !== undefined && min > max);
        write(heatProblem, heatProblem.hidden ? '' : text.composer.badLimits);
        if (heatProblem.hidden) apply({ temperature });
      },
    });
  const [coolest, warmest] = [heatField('min'), heatField('max')];
  const [lowSeen, highSeen] = lab.about.temperature_K.map((kelvins) => Math.round(celsius(kelvins)));
  coolest.input.placeholder = String(lowSeen).replace('-', '\u2212');
  warmest.input.placeholder = String(highSeen);
  const heatProblem = h('p', { class: 'error', role: 'status', hidden: true });
  const heat = h(
    'div',
    { class: 'heat' },
    h('span', {}, words.heatFrom),
    coolest.input,
    h('span', {}, text.composer.to),
    warmest.input,
    h('span', {}, '°C'),
    coolest.error,
    warmest.error,
    heatProblem,
  );

  // How careful
  const ground = segments(words.ground, ['known ground', 'caution', 'outside'], words.groundName, (chosen) =>
    apply({ ground: chosen }),
  );
  const groundHint = h('p', { class: 'hint' });
  const cautious = createSwitch(words.cautious, words.cautiousHint, (on) => apply({ cautious: on }));

  let built = '';
  const update = () => {
    const { state } = store;
    const asked = state.design;
    const structure = JSON.stringify([
      asked.goals.map(({ sense, property }) => [sense, property]),
      asked.needs.map(({ value: _, ...need }) => need),
      state.components.map(({ molecule }) => molecule),
    ]);
    if (structure !== built) {
      built = structure;
      const focused = document.activeElement?.getAttribute('data-key');
      followers = [];
      problems.length = 0;
      goals.replaceChildren(...asked.goals.map(createGoal));
      needs.replaceChildren(...asked.needs.map(createNeed));
      if (focused) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    } else for (const catchUp of followers) catchUp();
    addGoal.hidden = asked.goals.length >= designBounds.goals;
    addNeed.disabled = asked.needs.length >= designBounds.needs;
    noNeeds.hidden = asked.needs.length > 0;
    oneLiquid.show(asked.oneLiquid.on);
    oneLiquidRange.hidden = !asked.oneLiquid.on;
    coldest.show(asked.oneLiquid.low);
    hottest.show(asked.oneLiquid.high);
    oneLiquidProblem.hidden = true;
    write(free, moves(state));
    saltMoves.show(!state.salt.locked);
    temperatureMoves.show(asked.temperature.free);
    heat.hidden = !asked.temperature.free;
    const { min, max } = asked.temperature;
    coolest.show(min);
    warmest.show(max);
    heatProblem.hidden = true;
    ground.choose(asked.ground);
    write(groundHint, words.groundMeaning[asked.ground]);
    cautious.show(asked.cautious);
  };

  const element = h(
    'section',
    { class: 'card question', 'aria-labelledby': 'question-heading' },
    h('h2', { id: 'question-heading' }, words.questionHeading),
    goals,
    addGoal,
    h(
      'div',
      { class: 'part' },
      h('h3', {}, words.limitsHeading),
      noNeeds,
      needs,
      addNeed,
      h('div', { class: 'switches' }, oneLiquid.element),
      oneLiquidRange,
    ),
    h(
      'div',
      { class: 'part' },
      h('h3', {}, words.moveHeading),
      free,
      h('div', { class: 'switches' }, saltMoves.element, temperatureMoves.element),
      heat,
    ),
    createCandidates(lab),
    h(
      'div',
      { class: 'part' },
      h('h3', {}, words.carefulHeading),
      ground.element,
      groundHint,
      cautious.element,
    ),
  );
  store.changes.watch(update);
  update();

  return {
    element,
    complain(need, message) {
      problems.forEach((problem, i) => {
        problem.hidden = i !== need;
        write(problem, i === need ? message : '');
        const row = problem.closest('.need');
        if (row) set(row, { 'data-broken': String(i === need) });
      });
    },
  };
}

function moves({ components, salt, temperature_C, design }: State): string {
  const named = (list: readonly (typeof salt)[]) => list.map(({ molecule }) => shortLabel(molecule));
  const all = [...components, salt] as (typeof salt)[];
  const movable = named(all.filter(({ locked }) => !locked));
  const held = named(all.filter(({ locked }) => locked));
  const heat = text.composer.temperatureValue(temperature_C);
  return [
    movable.length > 0 || design.temperature.free
      ? text.improve.free([...movable, ...(design.temperature.free ? [words.temperature] : [])])
      : '',
    held.length > 0 || !design.temperature.free
      ? text.improve.held([...held, ...(design.temperature.free ? [] : [heat])])
      : '',
    words.locksHint,
  ]
    .filter(Boolean)
    .join(' ');
}

const addButton = (label: string, click: () => void) =>
  h('button', { type: 'button', class: 'add', click }, icon('add'), label);

const removeButton = (label: string, click: () => void) =>
  h('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, click }, icon('remove'));
