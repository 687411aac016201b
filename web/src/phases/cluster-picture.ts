/** The schematic of a cluster: salt core, solvent around, diluent outside, in the numbers of the model. */
import { h, svg, write } from '../dom.js';
import { phases as text } from '../strings/phases.en.js';
import { type ClusterCounts, type Kind, kinds, layOut } from './cluster-layout.js';
import { triad } from './lhce-chart.js';

const [width, height] = [440, 340];

export interface ClusterPicture {
  element: HTMLElement;
  draw(counts: ClusterCounts, labels: readonly string[]): void;
}

export function createClusterPicture(): ClusterPicture {
  const halo = svg('circle', { class: 'cluster-halo', cx: width / 2, cy: height / 2 });
  const core = svg('circle', { class: 'cluster-core', cx: width / 2, cy: height / 2 });
  const layer = svg('g', {});
  const picture = svg(
    'svg',
    { class: 'cluster-picture', role: 'img', viewBox: `0 0 ${width} ${height}` },
    halo,
    core,
    layer,
  );
  const legend = h('ul', { class: 'cluster-legend' });
  const note = h('p', { class: 'keys' });
  return {
    element: h('figure', {}, picture, legend, h('figcaption', {}, note)),
    draw(counts, labels) {
      const layout = layOut(counts, width, height);
      const size = 0.44 * layout.spacing;
      halo.setAttribute('r', String(layout.cluster));
      core.setAttribute('r', String(layout.core));
      layer.replaceChildren(
        ...layout.glyphs.map(({ kind, place, x, y, turn }) => {
          const mark = glyph(kind, size);
          mark.classList.add(place);
          mark.setAttribute('transform', `translate(${tenths(x)} ${tenths(y)}) rotate(${tenths(turn)})`);
          return mark;
        }),
      );
      picture.setAttribute('aria-label', text.clusters.picture(counts, labels));
      legend.replaceChildren(
        ...kinds.map((kind, i) =>
          h(
            'li',
            { class: triad[i] ?? '' },
            svg(
              'svg',
              { viewBox: '-10 -10 20 20', width: 20, height: 20, 'aria-hidden': 'true' },
              glyph(kind, 8),
            ),
            labels[i] ?? '',
          ),
        ),
      );
      write(note, text.clusters.schematic(layout.each));
    },
  };
}

/** A filled disc with the ion in it, a rod, an open diamond: they differ in shape as well as in hue. */
function glyph(kind: Kind, size: number): SVGGElement {
  const group = svg('g', { class: `glyph glyph-${kind} ${triad[kinds.indexOf(kind)]}` });
  if (kind === 'salt') {
    group.append(svg('circle', { r: size }), svg('circle', { class: 'ion', r: 0.36 * size, cx: 0.3 * size }));
  } else if (kind === 'solvent') {
    const [long, high] = [1.9 * size, 0.72 * size];
    group.append(svg('rect', { x: -long / 2, y: -high / 2, width: long, height: high, rx: high / 2 }));
  } else {
    const side = 1.25 * size;
    group.append(
      svg('rect', {
        x: -side / 2,
        y: -side / 2,
        width: side,
        height: side,
        rx: 0.25 * size,
        transform: 'rotate(45)',
      }),
    );
  }
  return group;
}

const tenths = (value: number) => Math.round(10 * value) / 10;
