/** What a program gets from its test beside its own settings: where programs are, and where Node keeps what it has made of their sources. */
export const BARE = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '' }
