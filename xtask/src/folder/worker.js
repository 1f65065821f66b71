// Keeps a copy of the app, so that it opens without its server. A new version is fetched whole,
// and waits until the person asks for it: no running page gets code of another version.
const MARK = "{mark}";
const FILES = {files};
// Another copy of the app may be at home in another folder of this server.
const OWN = `mailroom ${self.registration.scope} `;

self.addEventListener("install", event => {
    // Names of files change with their content, but for the page itself.
    const requests = FILES.map(file => new Request(file, { cache: file === "./" ? "no-cache" : "default" }));
    event.waitUntil(caches.open(OWN + MARK).then(cache => cache.addAll(requests)));
});

self.addEventListener("activate", event => event.waitUntil(forgetOldVersions()));

// Windows of the version before may still be open, and ask for its parts.
async function forgetOldVersions() {
    const old = (await caches.keys()).filter(name => name.startsWith(OWN) && name !== OWN + MARK);
    await Promise.all(old.slice(0, -1).map(name => caches.delete(name)));
}

self.addEventListener("message", event => {
    if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", event => {
    const { method, mode, url } = event.request;
    if (method !== "GET" || !url.startsWith(self.registration.scope)) return;
    const path = new URL(url).pathname.slice(new URL(self.registration.scope).pathname.length);
    if (mode !== "navigate") event.respondWith(answer(event.request));
    else if (path === "" || path === "index.html") event.respondWith(answer(new Request("./")));
});

async function answer(request) {
    const own = await caches.open(OWN + MARK);
    return (await own.match(request)) ?? (await caches.match(request)) ?? fetch(request);
}
