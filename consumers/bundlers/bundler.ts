export interface Bundler {
  readonly name: string
  readonly version: string
  /** It has no step that leaves out what is not used. */
  readonly keepsAll?: true
  /** One script for a browser, minified where the tool does so by itself, of the module in that folder. */
  bundle(folder: string, entry: string): Promise<string>
}
