import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Inter (SIL Open Font License) from the package that has it as plain TrueType; the machine's own fonts are never looked at. */
const fontFiles = [
  require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
];

/**
 * Paints an SVG on a thread of its own. The same SVG gives the same bytes on every machine, as no font but ours is used.
 *
 * @param width of the picture in pixels; the height follows
 */
export const svgToPng = async (svg: string, width: number): Promise<Uint8Array> => {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  return image.asPng();
};
