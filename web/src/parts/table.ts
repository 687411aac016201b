/** A table of numbers: names above, a name at the left of every row. */
import { h } from '../dom.js';

export type Cell = Node | string;

export function createTable(columns: readonly Cell[], rows: readonly (readonly Cell[])[]): HTMLElement {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, name)))),
    h(
      'tbody',
      {},
      ...rows.map(([name = '', ...cells]) =>
        h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', {}, cell))),
      ),
    ),
  );
}
