import { wearTokens } from '#kit/tokens.ts'
import './hall.ts'

wearTokens('booth')
