import './ui/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Dashboard } from './dashboard.svelte';
import { applyTheme } from './ui/theme.svelte';

applyTheme();
const target = document.getElementById('app');
if (target) mount(App, { target, props: { dashboard: new Dashboard() } });
