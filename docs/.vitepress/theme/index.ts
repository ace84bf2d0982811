// The reader's own fonts: nothing to fetch, nobody asked.
export { default } from 'vitepress/theme-without-fonts'
