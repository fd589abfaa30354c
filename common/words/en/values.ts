import type { Texts } from '../texts.ts'
import type { values as zh } from '../zh/values.ts'

export const values = {
  height: { asked: 'Height {found} cm ({asked} needed)', free: 'Height {found} cm (any will do)' },
  acuity: { asked: '{station} {found} ({asked} needed)', free: '{station} {found}', below: '{station} below {asked} ({asked} needed)' },
  normal: '{station}: as needed',
  other: '{station}: not as needed',
  refer: '{station}: to be examined further',
  limbs: 'Limbs and trunk',
} satisfies Texts<typeof zh>
