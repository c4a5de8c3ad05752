import 'virtual:tokens.css'
import 'maplibre-gl/dist/maplibre-gl.css'
import './ui/page.css'
import './ui/panel.css'
import './ui/layers.css'
import './ui/controls.css'
import './ui/search.css'
import './ui/margin.css'
import './ui/desk-parts.css'
import './ui/dialog.css'
import './ui/account-menu.css'
import { h, render } from 'preact'
import { followSelection } from './selected-feature.ts'
import { followState } from './store.ts'
import { App } from './ui/app.tsx'
import { followSignInAddress } from './ui/sign-in-address.ts'
import { followViewer } from './viewer.ts'

const page = document.getElementById('page')
if (!page) throw new Error('The page has no #page')
followSignInAddress()
followViewer()
followState()
followSelection()
render(h(App, {}), page)
