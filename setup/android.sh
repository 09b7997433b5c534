# shellcheck shell=sh
# What building for Android needs beside Python: tools of the system, Google's SDK and NDK.

SDK_PACKAGES='"platform-tools" "platforms;android-36" "build-tools;36.0.0" "ndk;28.2.13676358"'

# Java and what compiles C; installed where that may be done.
tools_for_android() {
    missing=
    for one in javac:openjdk-17-jdk-headless git:git zip:zip unzip:unzip autoconf:autoconf \
        libtoolize:libtool pkg-config:pkg-config cmake:cmake patch:patch make:make; do
        command -v "${one%%:*}" >/dev/null 2>&1 || missing="$missing ${one#*:}"
    done
    [ -n "$missing" ] || return 0
    tell "- tools of the system:$missing"
    . setup/prepare.sh
    # shellcheck disable=SC2086 # a list of names
    may_install && debian_install $missing || {
        tell "Building for Android needs$missing: install them (on Debian: apt install$missing), then start again."
        exit 1
    }
}

sdk_of_this_machine() {
    for one in "${ANDROID_HOME:-}" "${ANDROIDSDK:-}" "$HOME/Android/Sdk"; do
        if [ -n "$one" ] && [ -d "$one/build-tools" ]; then
            tell "$one"
            return 0
        fi
    done
    tell "The Android SDK is missing, and no package registry has it: unpack its command-line tools \
(developer.android.com/studio, at the end of the page), run \`sdkmanager $SDK_PACKAGES\`, name its folder \
with ANDROID_HOME, and start \`sh apk\` again." >&2
    return 1
}

ndk_of_this_machine() {
    for one in "${ANDROID_NDK_HOME:-}" "${ANDROIDNDK:-}" "$1"/ndk/28.*; do
        if [ -n "$one" ] && [ -f "$one/source.properties" ]; then
            tell "$one"
            return 0
        fi
    done
    tell "The Android NDK 28c is missing: run \`sdkmanager \"ndk;28.2.13676358\"\`, or name its folder with \
ANDROID_NDK_HOME, and start \`sh apk\` again." >&2
    return 1
}
