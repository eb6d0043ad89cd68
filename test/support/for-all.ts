import fc from 'fast-check';

/** As many runs as asked for, times PROPERTY_RUNS. */
const scaled = ({ numRuns }: { readonly numRuns?: number }): { numRuns?: number } =>
  numRuns === undefined ? {} : { numRuns: numRuns * Number(process.env.PROPERTY_RUNS ?? 1) };

type Arbitraries<Values extends [unknown, ...unknown[]]> = { [K in keyof Values]: fc.Arbitrary<Values[K]> };

/** Holds a check against many generated values; what it returns is not looked at, so that an `expect` may be its whole body. */
export const forAll = <Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => unknown,
  options: { readonly numRuns?: number } = {},
): void => {
  const property = fc.property(fc.tuple(...arbitraries) as fc.Arbitrary<Values>, values => {
    check(...values);
  });
  fc.assert(property, scaled(options));
};

/** As `forAll`, for a check that takes time. */
export const forAllAsync = async <Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => Promise<unknown>,
  options: { readonly numRuns?: number } = {},
): Promise<void> => {
  const property = fc.asyncProperty(fc.tuple(...arbitraries) as fc.Arbitrary<Values>, async values => {
    await check(...values);
  });
  await fc.assert(property, scaled(options));
};
