/** A chart of the page as an SVG file that stands alone: styles written out, in the light colours. */
import { set, svg } from './dom.js';

const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
];
const titleRoom = 26;

/** `title` stands above the chart; marks of the present point are left out. */
export function svgFile(chart: SVGSVGElement, title: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  for (const mark of copy.querySelectorAll('.guide, .plot-point')) mark.remove();
  const { width, height } = chart.viewBox.baseVal;
  copy.prepend(
    svg('rect', { class: 'file-paper', x: 0, y: -titleRoom, width, height: height + titleRoom }),
    svg('text', { class: 'file-title', x: 2, y: 14 - titleRoom }, title),
  );
  set(copy, {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 ${-titleRoom} ${width} ${height + titleRoom}`,
    width,
    height: height + titleRoom,
  });

  // Colours are read off a copy that is laid out in the page, out of sight.
  const stage = document.createElement('div');
  stage.className = 'file-stage';
  stage.append(copy);
  document.body.append(stage);
  for (const element of copy.querySelectorAll<SVGElement>('rect, line, path, text, tspan')) {
    const style = getComputedStyle(element);
    for (const name of properties) {
      const value = style.getPropertyValue(name);
      // Where a hatch is meant, the attribute says so already.
      if (value && !value.startsWith('url(')) set(element, { [name]: value });
    }
  }
  stage.remove();
  for (const element of [copy, ...copy.querySelectorAll('*')]) element.removeAttribute('class');
  copy.removeAttribute('aria-hidden');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
