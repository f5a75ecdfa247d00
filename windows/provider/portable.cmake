# What needs no <windows.h>: built into the DLL, and on Linux into the tests with sanitizers.
add_library(latchkey_provider_portable STATIC
  ${CMAKE_CURRENT_LIST_DIR}/crash_guard.cpp
  ${CMAKE_CURRENT_LIST_DIR}/filter_decision.cpp
  ${CMAKE_CURRENT_LIST_DIR}/flow_controller.cpp
  ${CMAKE_CURRENT_LIST_DIR}/flow_picture.cpp
  ${CMAKE_CURRENT_LIST_DIR}/flow_replies.cpp
  ${CMAKE_CURRENT_LIST_DIR}/logon_block.cpp
  ${CMAKE_CURRENT_LIST_DIR}/pc_facts.cpp
  ${CMAKE_CURRENT_LIST_DIR}/picture.cpp
  ${CMAKE_CURRENT_LIST_DIR}/tile_changes.cpp
  ${CMAKE_CURRENT_LIST_DIR}/tile_layout.cpp
  ${CMAKE_CURRENT_LIST_DIR}/words.cpp)
target_link_libraries(latchkey_provider_portable PUBLIC latchkey_flow)
