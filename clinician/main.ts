import { DARK_TOO, DESK_SIZES, wearTokens } from '#kit/tokens.ts'
import './app.ts'

wearTokens(DESK_SIZES, DARK_TOO)
