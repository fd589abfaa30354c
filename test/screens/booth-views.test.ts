import { expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { BoothView } from '#protocol/booth.ts'
import { boothViews } from './booth-views.ts'

it.each(Object.entries(boothViews))('the made-up view %s is one that an agent may push', (_, view) => {
  expect(Value.Errors(BoothView, view)).toEqual([])
})
