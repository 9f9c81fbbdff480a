/** Colours of the style sheet, read for canvases. Each is defined once, in style/tokens.css. */
export type Colour =
    | "computing"
    | "communication"
    | "copies"
    | "idle-input"
    | "idle-host"
    | "idle-wait"
    | "idle-setup"
    | "idle-launch"
    | "idle-queue"
    | "idle-unknown"
    | "text"
    | "text-faint"
    | "line"
    | "surface"
    | "ground"
    | "accent";

/** Value of a colour now. It changes with the theme, so read it when you draw, once for a drawing. */
export function colour(name: Colour): string {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}

/** Colour of a cause of idle time, by the class of what the host did, and the part of the launch. */
export function idleColour(activity: string | null, part: string | null): Colour {
    if (part === "DEVICE") {
        return "idle-queue";
    }
    switch (activity) {
        case "INPUT":
            return "idle-input";
        case "SYNC":
        case "COLLECTIVE_WAIT":
            return "idle-wait";
        case "COMPILE":
        case "MODULE_LOAD":
        case "ALLOCATION":
            return "idle-setup";
        case "LAUNCH":
            return "idle-launch";
        case "RUNTIME":
        case "FRAMEWORK":
        case "PYTHON":
        case "BETWEEN":
            return "idle-host";
        default:
            return "idle-unknown";
    }
}
