import { wearTokens } from '#kit/tokens.ts'
import { BoothApp } from './booth-app.ts'
import { openBooth } from './store.ts'

wearTokens('booth')
document.body.append(new BoothApp(openBooth()))
