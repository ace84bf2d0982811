// What Stryker loads by name: how the tests are run, and which mutants are none.
import { declareClassPlugin, declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { Living } from './living.ts'
import { messages } from './messages.ts'
import { inProcessRunner } from './runner.ts'

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-process', inProcessRunner),
  declareValuePlugin(PluginKind.Ignore, 'messages', messages),
  declareClassPlugin(PluginKind.Reporter, 'living', Living),
]
