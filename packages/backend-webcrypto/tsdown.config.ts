import { defineConfig } from 'tsdown'
import { libraryBuild, scriptBuild } from '../../tsdown.base.ts'

export default defineConfig([libraryBuild, scriptBuild(libraryBuild)])
