import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import './hall.ts'

wearTokens(BOOTH_SIZES)
