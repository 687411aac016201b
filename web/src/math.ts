/** Equations as MathML, which every browser draws and screen readers read. */

import { h } from './dom.js';

const namespace = 'http://www.w3.org/1998/Math/MathML';

function element(tag: string, ...children: (Node | string)[]): Element {
  const made = document.createElementNS(namespace, tag);
  made.append(...children);
  return made;
}

/** A number, a name, a function or an operator. */
function atom(word: string): Element {
  if (/^[\d.½]+$/.test(word)) return element('mn', word);
  if (/^\p{L}+$/u.test(word) && word !== 'ln' && word !== 'exp') return element('mi', word);
  const operator = element('mo', word);
  if (/^[()[\]]$/.test(word)) operator.setAttribute('stretchy', 'false');
  if (/^\p{L}/u.test(word)) {
    for (const side of ['lspace', 'rspace']) operator.setAttribute(side, '0.17em');
  }
  return operator;
}

/** `x_1`, `H^E`, `)^k`; a sum has its index below. */
function token(word: string): Element {
  const [, base = '', low, high] = /^([^_^]+)(?:_([^_^]+))?(?:\^([^_^]+))?$/.exec(word) ?? [];
  if (base === '∑' && low) return element('munder', element('mo', base), row(low));
  const body = atom(base);
  if (low && high) return element('msubsup', body, row(low), row(high));
  if (low) return element('msub', body, row(low));
  if (high) return element('msup', body, row(high));
  return body;
}

const row = (words: string): Element => element('mrow', ...words.split(' ').filter(Boolean).map(token));

/** Words with blanks between them, as `x_1 x_2`; elements may stand between. */
export function math(words: TemplateStringsArray, ...parts: Element[]): Element {
  return element('mrow', ...words.raw.flatMap((piece, i) => [row(piece), ...(parts[i] ? [parts[i]] : [])]));
}

export const fraction = (over: Element, under: Element): Element => element('mfrac', over, under);

/** An equation on a line of its own. */
export function equation(content: Element): Element {
  const whole = element('math', content);
  whole.setAttribute('display', 'block');
  return whole;
}

/** A symbol in the text, `V_0`: as HTML, which names a table's column where MathML does not. */
export function symbol(word: string): HTMLElement {
  const [base = '', low = ''] = word.split('_');
  const slanted = (letter: string) => (/^\p{L}$/u.test(letter) ? h('i', {}, letter) : letter);
  return h('span', { class: 'symbol' }, slanted(base), low && h('sub', {}, slanted(low)));
}
