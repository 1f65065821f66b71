
// Where there are no service workers, as over plain http, the app needs its server each time.
if ("serviceWorker" in navigator) addEventListener("load", async () => {
    const worker = new URL("./worker.js", import.meta.url);
    const registered = navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    // Some private windows refuse.
    const registration = await registered.catch(() => undefined);
    if (!registration) return;
    // The program looks at the mark when it starts, and hears the event later on.
    const tell = () => {
        if (!registration.waiting || !navigator.serviceWorker.controller) return;
        document.documentElement.dataset.update = "ready";
        dispatchEvent(new Event("mailroom-update"));
    };
    tell();
    registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", tell);
    });
    addEventListener("mailroom-take-over", () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        registration.waiting?.postMessage("take over");
    });
    document.addEventListener("visibilitychange", () => {
        if (!document.hidden) registration.update().catch(() => {});
    });
}, { once: true });
