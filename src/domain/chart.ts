/** A chart's data, platform-free: adapters draw it natively or as a picture, and its `alt` says it in words. */

export type ChartPoint<Mark> = {
  readonly label: string;
  /** The bar's length, in `unit`. */
  readonly value: number;
  /** The ends of a range, when the source gives one. */
  readonly low?: number;
  readonly high?: number;
  /** The figure as it stands in its source: "$42k". */
  readonly text: string;
  readonly marks: readonly Mark[];
};

/** Figures of one source, statistic and date: those of different sources are never merged in a series. */
export type ChartSeries<Mark> = {
  readonly name: string;
  /** Who says it, and the guide's place among all guides with figures: by that it has the same colour in every chart. */
  readonly guide?: { readonly name: string; readonly place: number };
  /** Set when it is not the chart's, as where countries pay in currencies of their own: such a series has an axis of its own. */
  readonly unit?: string;
  readonly points: readonly ChartPoint<Mark>[];
};

export type Chart<Mark> = {
  readonly kind: 'bar';
  readonly title: string;
  /** ISO 4217 code for money, otherwise what is counted. */
  readonly unit: string;
  readonly series: readonly ChartSeries<Mark>[];
  /** What the chart shows, for those who cannot see it; at most 1,000 characters. */
  readonly alt: string;
};
