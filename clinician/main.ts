import { DESK_SIZES, wearTokens } from '#kit/tokens.ts'
import './app.ts'

wearTokens(DESK_SIZES)
