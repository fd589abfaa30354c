/** The same keys with any sentence: what the second language must have. */
export type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
