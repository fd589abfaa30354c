type Size = { width: number; height: number }

/** In which sizes each kind of page is looked at: pictures, and the gallery. The first is that of Chinese pictures, where one is enough. */
export const BOOTH_SIZES = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const satisfies Record<
  string,
  Size
>
export const ATTENDED_SIZES = { large: { width: 1920, height: 1080 }, small: { width: 1366, height: 768 } } as const satisfies Record<
  string,
  Size
>
export const SIMULATOR_SIZES = { desk: { width: 1280, height: 900 } } as const satisfies Record<string, Size>
export const VERIFY_SIZES = { phone: { width: 390, height: 844 } } as const satisfies Record<string, Size>
