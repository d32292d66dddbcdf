import 'uplot/dist/uPlot.min.css';
import { useEffect, useId, useRef } from 'preact/hooks';
import UPlot from 'uplot';

/** A value for each second, drawn as a curve. */
export type Curve = {
  readonly name: string;
  /** The custom property with its colour. */
  readonly color: string;
  readonly values: readonly number[];
  readonly isDashed?: boolean;
};

/** Curves over the same times, with what they come to in words. */
export function CurveChart({ title, text, times, curves }: CurveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const id = useId();
  const data = [times, ...curves.map(({ values }) => values)] as UPlot.AlignedData;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = new UPlot(optionsOf(curves, element), data, element);
    plot.current = drawn;
    const leave = followSurroundings(element, drawn);
    return () => {
      leave();
      drawn.destroy();
    };
  }, []);

  useEffect(() => plot.current?.setData(data), [times]);

  return (
    <section class="panel chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <Legend curves={curves} />
      {/* The sentence and the table have the same figures for who cannot see the curves. */}
      <div class="chart-place" ref={place} role="img" aria-label={`${title} over time. ${text}`} />
    </section>
  );
}

type CurveChartProps = {
  readonly title: string;
  /** The last figures, as sentences. */
  readonly text: string;
  /** Seconds since 1970. */
  readonly times: readonly number[];
  /** Always the same ones, of which the values change. */
  readonly curves: readonly Curve[];
};

function Legend({ curves }: Pick<CurveChartProps, 'curves'>) {
  return (
    <ul class="chart-legend">
      {curves.map(({ name, color, isDashed }) => (
        <li key={name}>
          <span
            class={isDashed ? 'line dashed' : 'line'}
            style={{ borderColor: `var(${color})` }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}

const HEIGHT = 200;

function optionsOf(curves: readonly Curve[], element: HTMLElement): UPlot.Options {
  const colorOf = (name: string) => getComputedStyle(element).getPropertyValue(name);
  const axis: UPlot.Axis = {
    stroke: () => colorOf('--chart-text'),
    grid: { stroke: () => colorOf('--chart-grid'), width: 1 },
    ticks: { stroke: () => colorOf('--chart-grid'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      { ...axis, values: (_, times) => times.map(clockText) },
      { ...axis, incrs: WHOLE_STEPS, size: 56 },
    ],
    series: [
      {},
      ...curves.map(
        ({ color, isDashed }): UPlot.Series => ({
          stroke: () => colorOf(color),
          width: 2,
          points: { show: false },
          ...(isDashed && { dash: [6, 4] }),
        }),
      ),
    ],
  };
}

function clockText(timeS: number): string {
  return new Date(timeS * 1_000).toTimeString().slice(0, TIME_LENGTH);
}

/** Of `13:05:09`. */
const TIME_LENGTH = 8;

/** There are no halves of keys and calls. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((first) => {
    return Array.from({ length: 8 }, (_, power) => first * 10 ** power);
  })
  .sort((one, other) => one - other);

/** Draws again when the width or the theme changes, until the returned function is called. */
function followSurroundings(element: HTMLElement, drawn: UPlot): () => void {
  const redraw = () => drawn.redraw(false);
  const sizes = new ResizeObserver(() => {
    drawn.setSize({ width: element.clientWidth, height: HEIGHT });
  });
  sizes.observe(element);
  const themes = new MutationObserver(redraw);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', redraw);
  return () => {
    sizes.disconnect();
    themes.disconnect();
    system.removeEventListener('change', redraw);
  };
}
