import type { Language } from '#protocol/basic.ts'
import { type AnyStation, isOfForm } from '#protocol/stations.ts'
import { procedures } from './procedures.ts'
import { terms } from './terms.ts'

/** What a station is called. One that the form doesn't ask for is called as its procedure. */
export const stationName = (station: AnyStation, language: Language): string =>
  isOfForm(station) ? terms[language].stations[station] : procedures[language][station].name
