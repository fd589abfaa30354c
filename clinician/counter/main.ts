import { wearTokens } from '#kit/tokens.ts'
import './app.ts'

wearTokens('desk')
