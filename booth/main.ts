import { prepareCall } from '#kit/call.ts'
import { hearPresses } from '#kit/press.ts'
import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import { BoothApp } from './booth-app.ts'
import { openBooth } from './store.ts'

wearTokens(BOOTH_SIZES)
hearPresses()
document.body.append(new BoothApp(openBooth()))
void prepareCall()
void import('./aloud/aloud.ts')
