import type { Language } from '#protocol/basic.ts'
import { isOfForm, type AnyStation } from '#protocol/stations.ts'
import { text } from './index.ts'

/** What a station is called. One that the form doesn't ask for is called as its procedure. */
export const stationName = (station: AnyStation, language: Language): string =>
  isOfForm(station) ? text[language].terms.stations[station] : text[language].procedures[station].name
