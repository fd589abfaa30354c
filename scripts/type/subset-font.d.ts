declare module 'subset-font' {
  /** The part of a font (SFNT, WOFF or WOFF2) that draws these characters; of its layout features those named alone. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'woff2'; keepFeatures: string[]; noHinting: boolean },
  ): Promise<Uint8Array>
}
