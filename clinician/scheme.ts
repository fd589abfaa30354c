import { type Store, storeOf } from '#kit/watch.ts'

/** Whether attended pages are light or dark. */
const SCHEMES = ['light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

/** This machine's own: a room is dark or light, whoever sits in it. */
const KEPT = 'roadfit-scheme'

/** Light or dark, as it was chosen on this machine, else as the system has it. To choose is kept. */
export const chosenScheme = (): Store<Scheme> => {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = () => SCHEMES.find((one) => one === localStorage.getItem(KEPT))
  const scheme = storeOf<Scheme>(chosen() ?? (system.matches ? 'dark' : 'light'))
  const wear = () => (document.documentElement.dataset['scheme'] = scheme.value)
  if (chosen()) wear()
  scheme.subscribe(() => {
    wear()
    localStorage.setItem(KEPT, scheme.value)
  })
  return scheme
}
